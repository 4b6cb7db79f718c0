import { kindOf, optionsOf, type ScenarioQuestion } from '../scenario/questions.js';
import { type RuleNames, ruleOf } from '../scenario/rules.js';
import type { EventStep, ScenarioEvent, ScenarioList, ScenarioTicket } from '../scenario/schema.js';
import { type EventClock, eventClock } from '../scenario/times.js';
import type { MadeBy } from '../world.js';
import type { OrganiserApi } from './organiser-api.js';
import { type PagedTicket, TicketPages } from './ticket-pages.js';

interface Codes extends PagedTicket {
  readonly shortCode: string;
  readonly generation: number;
}

interface Made {
  readonly id: string;
}

interface Around {
  readonly passes: readonly ServerEvent[];
  readonly events: readonly ServerEvent[];
}

/** An event of the scenario as the organiser has entered it. */
export class ServerEvent {
  readonly given: ScenarioEvent;
  id = '';
  readonly #api: OrganiserApi;
  readonly #clock: EventClock;
  readonly #pages: TicketPages;
  /** By the scenario's ids: uuids, and the classes of ticket types. */
  readonly #ids = new Map<string, string>();
  readonly #classes = new Map<string, number>();
  readonly #keys = new Map<string, string>();
  readonly #codes = new Map<string, Codes[]>();
  #passes: readonly ServerEvent[] = [];
  #events: readonly ServerEvent[] = [];

  constructor(given: ScenarioEvent, api: OrganiserApi, url: string) {
    this.given = given;
    this.#pages = new TicketPages(url);
    this.#api = api;
    this.#clock = eventClock(given);
  }

  /** @param copied another date of its series; null: it is the first, or alone */
  async create(copied: string | null): Promise<void> {
    const { name, timeZone, startsAt, admissionAt, endsAt } = this.given;
    const times = { admissionAt: this.#time(admissionAt), endsAt: this.#time(endsAt) };
    const event = { name, startsAt: this.#time(startsAt), ...times };
    const made =
      copied === null
        ? await this.#api.send<Made>('POST /events', { ...event, place: '-', timeZone })
        : await this.#api.send<Made>(`POST /events/${copied}/series/dates`, event);
    this.id = made.id;
  }

  /** @param around the passes whose tickets are good here, and all events of the file, of which a rule may name dates */
  async furnish({ passes, events }: Around): Promise<void> {
    const { given } = this;
    this.#passes = passes;
    this.#events = events;
    for (const { id, name, capacity } of given.zones ?? []) {
      await this.#make(id, 'zones', { name, capacity: capacity ?? null });
    }
    for (const { id, name, from, to } of given.gates ?? []) {
      await this.#make(id, 'gates', { name, fromZoneId: this.#idOrNull(from), toZoneId: this.#idOrNull(to) });
    }
    await this.#enterClasses();
    for (const { id, ...list } of given.lists) {
      const ofPasses = passes.flatMap((pass) =>
        pass.given.classes.map((each) => `${pass.given.id}/${each.id}`),
      );
      const classes = list.classes ?? [...given.classes.map((each) => each.id), ...ofPasses];
      await this.#make(id, 'access-lists', { name: list.name, ...this.#listFields({ ...list, classes }) });
    }
    for (const question of given.questions ?? []) await this.#ask(question);
    if (given.namesOnPhones === true)
      await this.#api.send(`PATCH /events/${this.id}`, { namesOnPhones: true });
    await this.#api.send(`PUT ${this.#at('status')}`, { status: 'published' });
    // Add-ons come behind the tickets that they belong to.
    const tickets = given.tickets ?? [];
    for (const ticket of tickets) if (ticket.addOnTo === undefined) await this.issue(ticket);
    for (const ticket of tickets) if (ticket.addOnTo !== undefined) await this.issue(ticket);
  }

  uuidOf(id: string): string {
    return this.#ids.get(id) ?? '';
  }

  codesOf(ticket: string, generation: number | null): Codes {
    const made = this.#codes.get(ticket) ?? [];
    const found = generation === null ? made.at(-1) : made.find((each) => each.generation === generation);
    if (found === undefined)
      throw new Error(`No code of generation ${generation} of ${ticket} was ever made.`);
    return found;
  }

  /** As the ticket's page shows it. */
  rotatingCode(
    { ticket, generation }: { readonly ticket: string; readonly generation: number | null },
    made: MadeBy,
  ): Promise<string> {
    return this.#pages.rotatingCode(this.codesOf(ticket, generation), made);
  }

  /** Ticket → a code of it. */
  *codes(): Generator<[string, string]> {
    for (const [ticket, [first]] of this.#codes) if (first !== undefined) yield [ticket, first.code];
  }

  async issue(given: ScenarioTicket): Promise<void> {
    const type = given.class ?? this.given.classes[0]?.id ?? '';
    const order = this.given.orders?.find(({ tickets }) => tickets.includes(given.id));
    const media = (this.given.media ?? []).filter(({ tickets }) => tickets.includes(given.id));
    const { id } = await this.#make(`ticket ${given.id}`, 'tickets', {
      ticketTypeId: this.uuidOf(type),
      name: given.name ?? given.id,
      validFrom: this.#time(given.validFrom),
      validUntil: this.#time(given.validUntil),
      attention: given.attention ?? false,
      payment: paymentOf(given, order),
      entries: given.entries ?? 0,
      answersMissing: given.answersMissing ?? true,
      barcodes: media.map(({ text }) => text),
      shareBarcodes: true,
      orderReference: order?.id ?? null,
      parentId: given.addOnTo === undefined ? null : this.uuidOf(`ticket ${given.addOnTo}`),
    });
    await this.#keepCode(given.id, id);
    for (let made = 0; made < (given.generation ?? 0); made += 1) await this.#reissue(given.id);
    if (given.state !== undefined && given.state !== 'good') await this.#setState(given.id, given.state);
    await this.#nameKeys();
  }

  async change(step: EventStep): Promise<void> {
    switch (step.do) {
      case 'state':
        return this.#setState(step.ticket, step.state);
      case 're-issue':
        return this.#reissue(step.ticket);
      case 'issue':
        return this.issue(step.ticket);
      case 'renew-rotation': {
        for (const [ticket] of this.#codes) await this.#pages.open(this.codesOf(ticket, null));
        await this.#api.send(`POST ${this.#at('rotation-secret')}`);
        return;
      }
      case 'rotate-key': {
        await this.#nameKeys();
        const leaked = step.notice !== 'day';
        const { id } = await this.#api.send<Made>(`POST ${this.#at('ticket-keys')}`, { leaked });
        this.#keys.set(step.key, id);
        return;
      }
      case 'set-aside-key':
      case 'kill-key': {
        const status = step.do === 'kill-key' ? 'dead' : 'list-only';
        await this.#api.send(`PUT ${this.#at(`ticket-keys/${this.#keys.get(step.key)}/status`)}`, { status });
        return;
      }
      default:
        await this.#api.send(
          `PATCH ${this.#at(`access-lists/${this.uuidOf(step.list)}`)}`,
          this.#listFields(step.set),
        );
    }
  }

  #at(part: string): string {
    return `/events/${this.id}/${part}`;
  }

  async #enterClasses(): Promise<void> {
    for (const given of this.given.classes) {
      const made = await this.#make<Made & { class: number }>(given.id, 'ticket-types', {
        name: given.id,
        ...(given.label === undefined ? {} : { label: given.label }),
        ...(given.colour === undefined ? {} : { colour: given.colour }),
        texts: given.texts ?? [],
        zoneIds: (given.zones ?? []).map((id) => this.uuidOf(id)),
        validFrom: this.#time(given.validFrom),
        validUntil: this.#time(given.validUntil),
      });
      this.#classes.set(given.id, made.class);
    }
  }

  async #ask(question: ScenarioQuestion): Promise<void> {
    const { id, text, hint, mode, min, max, required, lists, classes } = question;
    await this.#make(`question ${id}`, 'questions', {
      kind: kindOf(question),
      label: text,
      hint: hint ?? null,
      mode: mode ?? 'asked',
      required: required ?? false,
      options: optionsOf(question),
      min: min ?? null,
      max: max ?? null,
      accessListIds: (lists ?? []).map((list) => this.uuidOf(list)),
      ticketTypeIds: (classes ?? []).map((each) => this.uuidOf(each)),
    });
  }

  #listFields({
    classes,
    gates,
    activeFrom,
    activeUntil,
    rule,
    ...options
  }: Partial<Omit<ScenarioList, 'id'>>): object {
    return {
      ...options,
      ...(classes && { classes: classes.map((id) => this.#classOf(id)) }),
      ...(gates && { gateIds: gates.map((id) => this.uuidOf(id)) }),
      ...(rule !== undefined && { rule: ruleOf(rule, this.#ruleNames) }),
      ...(activeFrom !== undefined && { activeFrom: this.#time(activeFrom) }),
      ...(activeUntil !== undefined && { activeUntil: this.#time(activeUntil) }),
    };
  }

  /** `pass/class` is one of a pass. */
  #classOf(id: string): number | undefined {
    const pass = this.#passes.find(({ given }) => id.startsWith(`${given.id}/`));
    return pass === undefined ? this.#classes.get(id) : pass.#classOf(id.slice(pass.given.id.length + 1));
  }

  get #ruleNames(): RuleNames {
    const uuid = (id: string) => this.uuidOf(id);
    const date = (word: string) => this.#events.find((event) => event.given.date === word)?.id ?? word;
    return { clock: this.#clock, ticketType: uuid, gate: uuid, date };
  }

  /** The event's first key is made with its first ticket; a file that names none calls it `key`. */
  async #nameKeys(): Promise<void> {
    if (this.#keys.size > 0) return;
    const [first] = await this.#api.send<Made[]>(`GET ${this.#at('ticket-keys')}`);
    if (first !== undefined) this.#keys.set('key', first.id);
  }

  async #setState(ticket: string, state: string): Promise<void> {
    await this.#api.send(`PUT ${this.#at(`tickets/${this.uuidOf(`ticket ${ticket}`)}/state`)}`, { state });
  }

  async #reissue(ticket: string): Promise<void> {
    const id = this.uuidOf(`ticket ${ticket}`);
    // Whoever has it open does not see it go.
    await this.#pages.open(this.codesOf(ticket, null));
    await this.#api.send(`POST ${this.#at(`tickets/${id}/re-issue`)}`, {});
    await this.#keepCode(ticket, id);
  }

  async #keepCode(ticket: string, id: string): Promise<void> {
    const codes = await this.#api.send<Codes>(`GET ${this.#at(`tickets/${id}/code`)}`);
    this.#codes.set(ticket, [...(this.#codes.get(ticket) ?? []), codes]);
  }

  async #make<T extends Made = Made>(id: string, part: string, fields: object): Promise<T> {
    const made = await this.#api.send<T>(`POST ${this.#at(part)}`, fields);
    this.#ids.set(id, made.id);
    return made;
  }

  #idOrNull(id: string | null | undefined): string | null {
    return id == null ? null : this.uuidOf(id);
  }

  #time(time: string | null | undefined): string | null {
    const at = this.#clock.readOrNull(time);
    return at === null ? null : new Date(at).toISOString();
  }
}

/** Good though it is not paid says something only where it is not. */
function paymentOf(
  { unpaid, goodThoughUnpaid }: ScenarioTicket,
  order: { readonly paid?: boolean | undefined } | undefined,
): 'paid' | 'unpaid' | 'good-though-unpaid' {
  if (!(unpaid ?? order?.paid === false)) return 'paid';
  return goodThoughUnpaid ? 'good-though-unpaid' : 'unpaid';
}
