import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';
import { Notice, type Tone } from './notice.js';

/** Long enough to be read twice. What must not be missed is a notice in the page instead. */
const shownMs = 6000;

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
}

type ShowToast = (text: string, tone?: Tone) => void;

const ToastContext = createContext<ShowToast>(() => undefined);

/** Says that something was done, and goes away by itself. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

let lastId = 0;

export function ToastProvider({ children }: { readonly children: ComponentChildren }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const show = useCallback<ShowToast>((text, tone = 'good') => {
    lastId += 1;
    const toast = { id: lastId, tone, text };
    // Two at most: a pile of them hides the page that they speak of.
    setToasts((shown) => [...shown.slice(-1), toast]);
    setTimeout(() => setToasts((shown) => shown.filter(({ id }) => id !== toast.id)), shownMs);
  }, []);
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div class="ui-toasts" aria-live="polite">
        {toasts.map((toast) => (
          <Notice key={toast.id} tone={toast.tone}>
            {toast.text}
          </Notice>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
