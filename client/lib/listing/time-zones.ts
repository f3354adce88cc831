/** The zones to choose from. The standard's list leaves out the one without a place. */
export const timeZones = (): string[] => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
