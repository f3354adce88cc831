import { NotFoundPage } from '@/components/site/not-found-page';

export default function ListingNotFound() {
  return <NotFoundPage title="No such listing">It isn’t there, or it isn’t yours.</NotFoundPage>;
}
