'use client';

import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { onMessage, takeMessages } from '@/lib/toast';

export default function Toasts() {
  useEffect(() => {
    const show = () => {
      for (const { kind, text } of takeMessages()) toast[kind](text);
    };
    return onMessage(show);
  }, []);
  return (
    <Sonner
      position="bottom-center"
      gap={10}
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-full items-center gap-3 rounded-md bg-ink px-4 py-3 text-[0.9375rem] text-paper shadow-raised sm:w-[22rem]',
          title: 'font-medium',
          icon: 'shrink-0',
        },
      }}
    />
  );
}
