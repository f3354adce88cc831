import type { Ticket } from '@/lib/api/types';

const availability: Record<Ticket['status'], string> = { listed: 'InStock', reserved: 'LimitedAvailability', sold: 'SoldOut', withdrawn: 'Discontinued' };

/** The event and the offer in schema.org's words, for search engines. */
export function EventData({ ticket, url }: { ticket: Ticket; url: string }) {
  if (!ticket.startsAt || !ticket.venue) return null;
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: ticket.title,
    startDate: ticket.startsAt,
    description: ticket.description ?? undefined,
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: { '@type': 'Place', name: ticket.venue, address: { '@type': 'PostalAddress', addressLocality: ticket.city ?? undefined } },
    offers: {
      '@type': 'Offer',
      url,
      price: ticket.price.toFixed(2),
      priceCurrency: ticket.currency.toUpperCase(),
      availability: `https://schema.org/${availability[ticket.status]}`,
    },
  };
  // A `<` in a title must not end the script.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(event).replace(/</g, '\\u003c') }} />;
}
