export const dynamic = 'force-static';

/** This process answers; whether the API does is the API's own affair. */
export const GET = () => new Response('ok\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
