import type { Organiser } from '../organiser.js';
import type { Look } from './looks.js';

const HOUR_MS = 3_600_000;
/** By which a kiosk is left. */
export const kioskPin = '2580';

interface Made {
  readonly id: string;
}

export interface Ticket extends Made {
  readonly code: string;
  readonly name: string;
}

/** An event with everything that a screen can show, and its people. */
export interface Stage {
  readonly eventId: string;
  readonly gateId: string;
  readonly emailQuestion: string;
  readonly people: Awaited<ReturnType<typeof issueTickets>>;
}

const english = {
  ...{ type: 'Day ticket', asked: 'Backstage', hall: 'Hall', terrace: 'Terrace' },
  ...{ gate: 'North gate', list: 'Main entrance', seat: 'Row 4, seat 11' },
  ...{ id: 'Have you seen an ID?', email: 'E-mail', shirt: 'T-shirt', small: 'Small', large: 'Large' },
  shown: 'Green wristband?',
  ...{ one: 'Ida Berg', two: 'Jon Berg', three: 'Kim Berg', four: 'Lea Bergmann' },
  ...{ other: 'Omar Said', unpaid: 'Ulla Voss', asks: 'Ann Alba', lost: 'Olaf Lind', kiosk: 'Cem Cole' },
  ...{
    help: 'Tove Holm',
    sister: 'Dora Dale',
    brother: 'Emil Dale',
    gone: 'Gil Grant',
    unsent: 'Fay Field',
  },
};

const arabic: typeof english = {
  ...{ type: 'تذكرة يوم', asked: 'الكواليس', hall: 'القاعة', terrace: 'الشرفة' },
  ...{ gate: 'البوابة الشمالية', list: 'المدخل الرئيسي', seat: 'الصف 4، المقعد 11' },
  ...{
    id: 'هل رأيت بطاقة الهوية؟',
    email: 'البريد الإلكتروني',
    shirt: 'القميص',
    small: 'صغير',
    large: 'كبير',
  },
  shown: 'سوار أخضر؟',
  ...{ one: 'سلمى الحداد', two: 'سامي الحداد', three: 'ليلى الحداد', four: 'نور الحداد' },
  ...{ other: 'عمر سعيد', unpaid: 'هدى منصور', asks: 'ريم خالد', lost: 'زيد ناصر', kiosk: 'مريم حسن' },
  ...{
    help: 'طارق علي',
    sister: 'دانا يوسف',
    brother: 'فارس يوسف',
    gone: 'جمال فؤاد',
    unsent: 'ياسمين عمر',
  },
};

type Words = typeof english;

/** Before any phone is paired, so that its list holds all of it. */
export async function layStage(organiser: Organiser, look: Look): Promise<Stage> {
  const words = look.locale === 'ar' ? arabic : english;
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  const event = { name: look.event, place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt };
  const { id: eventId } = await organiser.send<Made>('POST /events', event);
  const add = <T = Made>(part: string, fields: object) =>
    organiser.send<T>(`POST /events/${eventId}/${part}`, fields);
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  await organiser.send(`PATCH /events/${eventId}`, { namesOnPhones: true });
  const hall = await add('zones', { name: words.hall, capacity: 8 });
  const terrace = await add('zones', { name: words.terrace, capacity: 40 });
  const type = await add<Made & { class: number }>('ticket-types', { name: words.type, zoneIds: [hall.id] });
  const asked = await add<Made & { class: number }>('ticket-types', {
    name: words.asked,
    zoneIds: [hall.id, terrace.id],
  });
  const { id: gateId } = await add('gates', { name: words.gate, toZoneId: hall.id });
  const classes = [type.class, asked.class];
  await add('access-lists', { name: words.list, classes, entry: 'single', includeUnpaid: true });
  await addQuestions(add, words, asked.id);
  await organiser.send(`PUT /events/${eventId}/door-settings`, { preset: {}, locked: [], kioskPin });
  const issue = issuing(organiser, eventId);
  const people = await issueTickets((name, more) => issue(name, { ticketTypeId: type.id, ...more }), {
    words,
    askedType: asked.id,
  });
  const doorState = { ticketIds: [people.unpaid.id], payment: 'unpaid' };
  await organiser.send(`PUT /events/${eventId}/tickets/door-state`, doorState);
  for (const { id } of [people.gone, people.family[3]])
    await organiser.send(`PUT /events/${eventId}/tickets/${id}/state`, { state: 'cancelled' });
  return { eventId, gateId, emailQuestion: words.email, people };
}

type Add = (part: string, fields: object) => Promise<unknown>;

async function addQuestions(add: Add, words: Words, typeId: string): Promise<void> {
  const of = { ticketTypeIds: [typeId] };
  const options = [{ label: words.small }, { label: words.large }];
  await add('questions', { ...of, kind: 'yes_no', label: words.id, required: true });
  await add('questions', { ...of, kind: 'email', label: words.email, required: true });
  await add('questions', { ...of, kind: 'choice', label: words.shirt, required: true, options });
  await add('questions', { ...of, kind: 'yes_no', label: words.shown, mode: 'shown' });
}

function issuing(organiser: Organiser, eventId: string) {
  return async (name: string, more: object): Promise<Ticket> => {
    const at = `/events/${eventId}/tickets`;
    const { id } = await organiser.send<Made>(`POST ${at}`, { name, ...more });
    const { code } = await organiser.send<{ code: string }>(`GET ${at}/${id}/code`);
    return { id, code, name };
  };
}

type Issue = (name: string, more?: object) => Promise<Ticket>;

async function issueTickets(
  issue: Issue,
  { words, askedType }: { readonly words: Words; readonly askedType: string },
) {
  const order = { orderReference: 'HB-20731' };
  return {
    family: [
      await issue(words.one, order),
      await issue(words.two, { ...order, seat: words.seat }),
      await issue(words.three, order),
      await issue(words.four, order),
    ] as const,
    other: await issue(words.other, { orderReference: 'HB-20799' }),
    unpaid: await issue(words.unpaid),
    asks: await issue(words.asks, { ticketTypeId: askedType }),
    lost: await issue(words.lost, { barcodes: ['SHOP-7'] }),
    kiosk: await issue(words.kiosk),
    help: await issue(words.help),
    pair: [await issue(words.sister), await issue(words.brother)] as const,
    gone: await issue(words.gone),
    unsent: await issue(words.unsent),
  };
}
