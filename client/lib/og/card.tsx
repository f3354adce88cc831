import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageResponse } from 'next/og';
import { siteName } from '@/lib/site';

export const ogSize = { width: 1200, height: 630 };

/** Links to the site elsewhere are drawn without its style sheet, so colours are given here: those of the light scheme. */
const ink = '#1f1a14';
const soft = '#625b52';
const paper = '#f5f1ea';
const sheet = '#fffdf8';
const stocks = [
  { stock: '#fbc4b0', line: '#c9705a' },
  { stock: '#efdf9c', line: '#a98a3a' },
  { stock: '#bfe3cc', line: '#4c8a6c' },
  { stock: '#bfdff0', line: '#4f84a8' },
  { stock: '#f5cbd3', line: '#b3667a' },
  { stock: '#d5ddc5', line: '#76836a' },
];

interface OgCard {
  stock: number;
  stub: { top: string; large: string; bottom: string } | undefined;
  title: string;
  lines: string[];
  price?: string | undefined;
}

/** A ticket as a picture for links. */
export async function ogCard({ stock, stub, title, lines, price }: OgCard): Promise<ImageResponse> {
  const [display, text] = await Promise.all(['besley-600.woff', 'libre-franklin-500.woff'].map((name) => readFile(join(process.cwd(), 'assets', name))));
  const colours = stocks[stock % stocks.length] ?? { stock: paper, line: soft };
  return new ImageResponse(
    (
      <div style={{ width: '100%', height: '100%', display: 'flex', flexDirection: 'column', justifyContent: 'space-between', background: paper, padding: 64, fontFamily: 'Franklin', color: ink }}>
        <div style={{ display: 'flex', height: 400, background: sheet, borderRadius: 20, overflow: 'hidden', boxShadow: '0 12px 40px rgba(60,45,20,.18)' }}>
          <div style={{ width: 260, position: 'relative', display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', background: colours.stock, overflow: 'hidden' }}>
            <Rosette line={colours.line} />
            {stub ? (
              <div style={{ display: 'flex', flexDirection: 'column', alignItems: 'center' }}>
                <div style={{ fontSize: 30, letterSpacing: 4 }}>{stub.top}</div>
                <div style={{ fontFamily: 'Besley', fontSize: 120, lineHeight: 1.1 }}>{stub.large}</div>
                <div style={{ fontSize: 30, letterSpacing: 4 }}>{stub.bottom}</div>
              </div>
            ) : null}
          </div>
          <div style={{ width: 0, borderLeft: `6px dashed ${colours.line}`, margin: '20px 0' }} />
          <div style={{ flex: 1, height: 400, display: 'flex', flexDirection: 'column', justifyContent: 'space-between', padding: '44px 52px' }}>
            <div style={{ display: 'flex', flexDirection: 'column' }}>
              <div style={{ fontFamily: 'Besley', fontSize: title.length > 40 ? 50 : 64, lineHeight: 1.12, letterSpacing: -1 }}>{title.length > 90 ? `${title.slice(0, 88)}…` : title}</div>
              {lines.map((line) => (
                <div key={line} style={{ fontSize: 30, color: soft, marginTop: 14 }}>{line}</div>
              ))}
            </div>
            {price ? <div style={{ fontFamily: 'Besley', fontSize: 56 }}>{price}</div> : null}
          </div>
        </div>
        <div style={{ fontFamily: 'Besley', fontSize: 38, display: 'flex' }}>{siteName}</div>
      </div>
    ),
    { ...ogSize, fonts: [{ name: 'Besley', data: display ?? new ArrayBuffer(0), weight: 600 }, { name: 'Franklin', data: text ?? new ArrayBuffer(0), weight: 500 }] },
  );
}

function Rosette({ line }: { line: string }) {
  return (
    <svg width="420" height="420" viewBox="-50 -50 100 100" style={{ position: 'absolute', top: -10, left: -80, opacity: 0.45 }}>
      {Array.from({ length: 10 }, (_, index) => (
        <ellipse key={index} rx="48" ry="20" fill="none" stroke={line} strokeWidth="0.3" transform={`rotate(${index * 18})`} />
      ))}
    </svg>
  );
}
