import { ImageResponse } from 'next/og';

export const size = { width: 180, height: 180 };
export const contentType = 'image/png';

/** The mark of icon.svg on paper, for home screens, which want a square that is filled. */
export default function AppleIcon() {
  return new ImageResponse(
    (
      <div style={{ width: '100%', height: '100%', display: 'flex', alignItems: 'center', justifyContent: 'center', background: '#f5f1ea' }}>
        <svg width="136" height="136" viewBox="0 0 32 32">
          <path fill="#0b48b5" d="M4 5h7.6a2.4 2.4 0 0 0 4.8 0H28a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2H16.4a2.4 2.4 0 0 0-4.8 0H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z" />
          <path fill="none" stroke="#fffdf8" strokeWidth="1.8" strokeLinecap="round" strokeDasharray="0.1 3.6" d="M14 9.5v13.5" />
        </svg>
      </div>
    ),
    size,
  );
}
