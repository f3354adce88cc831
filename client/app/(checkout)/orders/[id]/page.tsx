import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { Checkout } from '@/components/checkout/checkout';
import { paymentsOf } from '@/components/checkout/payments-of';
import { NotYours } from '@/components/checkout/not-yours';
import { outcome } from '@/lib/api/problem';
import { dataOf, serverApi } from '@/lib/api/server';
import { signInPath } from '@/lib/session/next-path';

export const metadata: Metadata = { title: 'Your order' };

export default async function OrderPage({ params }: PageProps<'/orders/[id]'>) {
  const { id } = await params;
  const api = await serverApi();
  const [order, payments, config] = await Promise.all([
    outcome(api.GET('/api/orders/{id}', { params: { path: { id } } })),
    paymentsOf(api, id),
    outcome(api.GET('/api/payments/config')),
  ]);
  if (!order.ok) {
    const { status } = order.problem;
    if (status === 401) redirect(signInPath(`/orders/${id}`));
    if (status === 403) return <NotYours />;
    if (status === 404 || status === 400) notFound();
  }
  return <Checkout key={id} initial={dataOf(order)} payments={payments.ok ? payments.data : []} config={config.ok ? config.data : undefined} />;
}
