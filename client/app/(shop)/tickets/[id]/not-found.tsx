import { NotFoundPage } from '@/components/site/not-found-page';

export default function TicketNotFound() {
  return <NotFoundPage title="No such ticket">It was withdrawn by its seller, or the link has a mistake.</NotFoundPage>;
}
