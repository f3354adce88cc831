/** Each service's paths, and the variable that may hold its address. */
const services = [
  ['/api/users', 'AUTH_URL'],
  ['/api/tickets', 'TICKETS_URL'],
  ['/api/orders', 'ORDERS_URL'],
  ['/api/payments', 'PAYMENTS_URL'],
  ['/api/admin/users', 'AUTH_URL'],
  ['/api/admin/tickets', 'TICKETS_URL'],
  ['/api/admin/orders', 'ORDERS_URL'],
  ['/api/admin/payments', 'PAYMENTS_URL'],
] as const;

/** Where this server's own call of a path of the API goes: straight to its service if that is known, otherwise to who routes by path. */
export function apiUrl(path: string): string {
  const variable = services.find(([prefix]) => path.startsWith(prefix))?.[1];
  const service = variable && process.env[variable];
  return `${service || process.env.API_INTERNAL_URL || 'http://localhost:8080'}${path}`;
}

/** For openapi-fetch, which knows one address only. */
export const anyOrigin = 'http://api.invalid';

export function toService(request: Request): Request {
  const { pathname, search } = new URL(request.url);
  return new Request(apiUrl(`${pathname}${search}`), request);
}
