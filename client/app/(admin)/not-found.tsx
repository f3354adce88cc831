import { NotFoundPage } from '@/components/site/not-found-page';

export default function AdminNotFound() {
  return <NotFoundPage title="No such page">There is nothing at this address. It may have moved, or the link has a mistake.</NotFoundPage>;
}
