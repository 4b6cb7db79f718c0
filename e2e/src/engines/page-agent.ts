import type { Stored } from '../phone/stored.js';
import type { Sighted } from '../phone/watch-page.js';

/** What a page is told to do. The policy of its own pages forbids code that comes as text, so the words are fixed. */
export type Order =
  | { readonly do: 'read'; readonly selector: string }
  | { readonly do: 'click'; readonly selector: string }
  | { readonly do: 'press'; readonly key: string }
  | { readonly do: 'show'; readonly grey: string }
  | { readonly do: 'stored' };

/** An element as somebody before the screen takes it. */
export interface Seen {
  readonly text: string;
  readonly enabled: boolean;
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly fault?: string;
}

export interface NumberedOrder {
  readonly id: number;
  readonly order: Order;
}

/** What a page tells by itself. */
export type Told = { readonly sighted: Sighted } | { readonly fault: string };

type AgentPage = typeof globalThis & {
  gatehouseShow: (grey: string) => Promise<number>;
  gatehouseStored: () => Promise<Stored>;
  gatehouseSaw: (sighted: Sighted) => Promise<void>;
};

/**
 * Runs in the page before everything else, and needs no driver: it asks beside the server for one order after
 * another, and tells there what comes on the screen.
 */
export function serveOrders(): void {
  const page = globalThis as AgentPage;
  // Of this load of the page: a later one has nothing to do with an order of an earlier one.
  const load = String(Math.random());

  async function post(path: string, body: unknown): Promise<Response> {
    return fetch(path, { method: 'POST', body: JSON.stringify(body) });
  }
  const tell = async (told: Told) => void (await post('/agent/told', told));
  page.gatehouseSaw = (sighted) => tell({ sighted });
  addEventListener('error', ({ message }) => void tell({ fault: message }));
  addEventListener('unhandledrejection', ({ reason }) => void tell({ fault: String(reason) }));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    void tell({ fault: `violates ${effectiveDirective}: ${blockedURI}` });
  });

  const isSeen = (element: Element) => element.getClientRects().length > 0;
  function obey(order: Order): unknown {
    if (order.do === 'show') return page.gatehouseShow(order.grey);
    if (order.do === 'stored') return page.gatehouseStored();
    if (order.do === 'press') {
      const target = document.activeElement ?? document.body;
      return target.dispatchEvent(
        new KeyboardEvent('keydown', { key: order.key, bubbles: true, cancelable: true }),
      );
    }
    const found = [...document.querySelectorAll<HTMLElement>(order.selector)].filter(isSeen);
    if (order.do === 'click') {
      found[0]?.click();
      return found.length;
    }
    return found.map((element): Seen => {
      const text = (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
      return { text, enabled: !(element as HTMLButtonElement).disabled };
    });
  }

  async function serve(): Promise<void> {
    for (let answer: Answer | null = null; ; ) {
      const response = await post(`/agent/next?load=${load}`, answer);
      const { id, order } = (await response.json()) as NumberedOrder;
      try {
        answer = { id, value: await obey(order) };
      } catch (error) {
        answer = { id, fault: String(error) };
      }
    }
  }
  serve().catch(() => undefined);
}
