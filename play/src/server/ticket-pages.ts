import { fromBase64Url } from '@gatehouse/shared/bytes';
import { parseScan, rotatingCodeText } from '@gatehouse/shared/ticket-code';
import type { MadeBy } from '../world.js';

export interface PagedTicket {
  /** The printed code. */
  readonly code: string;
  /** Path of the ticket's page. */
  readonly pagePath: string;
}

/** The ticket pages of people who hold tickets: what each makes its rotating codes with. */
export class TicketPages {
  readonly #url: string;
  /** By path, the pages in the order in which they were opened. */
  readonly #opened = new Map<string, Uint8Array[]>();

  constructor(url: string) {
    this.#url = url;
  }

  /** Opens the page and keeps it. @returns what its codes are made with; null: they do not change, or it is gone */
  async open({ pagePath }: PagedTicket): Promise<Uint8Array | null> {
    const answer = await fetch(this.#url + pagePath);
    const [, text] = /data-live-key="([\w-]+)"/.exec(await answer.text()) ?? [];
    const key = text === undefined ? null : fromBase64Url(text);
    if (key !== null) this.#opened.set(pagePath, [...(this.#opened.get(pagePath) ?? []), key]);
    return key;
  }

  async rotatingCode(ticket: PagedTicket, { at, by }: MadeBy): Promise<string> {
    const parsed = parseScan(ticket.code, { typed: false });
    if (parsed.form !== 'native') throw new Error('A ticket has a printed code.');
    return rotatingCodeText(parsed.code, await this.#keyOf(ticket, by), at);
  }

  async #keyOf(ticket: PagedTicket, by: MadeBy['by']): Promise<Uint8Array> {
    const stranger = new Uint8Array(32);
    if (by === 'stranger') return stranger;
    const kept = this.#opened.get(ticket.pagePath)?.at(-1);
    const key = by === 'old-page' ? kept : ((await this.open(ticket)) ?? kept);
    // Where no list looks at the tail, pages have none, and any will do.
    return key ?? stranger;
  }
}
