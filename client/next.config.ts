import type { NextConfig } from 'next';

const development = process.env.NODE_ENV === 'development';
const api = process.env.API_INTERNAL_URL ?? 'http://localhost:8080';

const config: NextConfig = {
  output: 'standalone',
  // A lockfile further up must not move the root.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // No image is resized here, so the native library for it stays out of the image.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '**/*': ['**/node_modules/@img/**', '**/node_modules/sharp/**'] },
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { optimizePackageImports: ['lucide-react', '@base-ui/react'] },
  // `next dev` has no ingress in front of it that tells the API's paths from the client's.
  rewrites: async () =>
    development
      ? [
          { source: '/api/:path*', destination: `${api}/api/:path*` },
          { source: '/stripe/:path*', destination: `${api}/stripe/:path*` },
        ]
      : [],
};

export default config;
