import { concatBytes, toBase45, toHex } from '../../bytes/index.js';
import { type Decision, decide } from '../../checkin/index.js';
import { checkSignature, factsOf } from '../../door/index.js';
import { knowledgeOf, openWorld, typedCode, type World } from '../../door/test/world.js';
import { chooseEd25519, type Verify } from '../../signing/index.js';
import {
  checkRotation,
  normaliseMediumText,
  type ParsedScan,
  parseScan,
  parseShortCode,
  rotatingCodeText,
  rotationKey,
  type ShortCode,
  signTicketCode,
  TICKET_BODY_BYTES,
  ticketCodeText,
} from '../../ticket-code/index.js';
import { sampleTimeMs } from '../../vectors/test/sample-root.js';
import { testBytes, testEd25519 } from '../../vectors/test/test-keys.js';

export interface Seen {
  readonly by: 'camera' | 'typed';
  readonly direction: 'in' | 'out' | 'check';
}

/** A door that asks nobody: whatever may be let in is let in, and only what was given out may be. */
export interface FuzzDoor {
  /** Of every form: good ones, and such as were good once or are good elsewhere. */
  readonly texts: readonly string[];
  /** What stands in them. */
  readonly codes: readonly Uint8Array[];
  /** The texts that are good here, with how they are. */
  readonly good: readonly (readonly [text: string, seen: Seen])[];
  result(text: string, seen: Seen): Promise<Decision['result']>;
  /** @returns what is wrong with the answer to this text, or null */
  fault(text: string, seen: Seen): Promise<string | null>;
}

const rotationSecret = testBytes('rotation secret', 32);
const nowMs = sampleTimeMs + 60_000;
const media = ['BAND-1', 'BAND-2'];

/** @param rotation required: nothing but a moving code that was made now is as good as the ticket */
export async function openFuzzDoor(rotation: 'off' | 'required' = 'off'): Promise<FuzzDoor> {
  const world = await easyWorld(rotation);
  const issued = await Promise.all([
    codeOf({ name: 'ticket 1' }),
    codeOf({ name: 'ticket 2', generation: 2 }),
  ]);
  const codes = [...issued, ...(await strangeCodes())];
  const rotating = issued.map((code) => rotatingCodeText(code, rotationKey(rotationSecret, code), nowMs));
  const typed = [
    typedCode('ticket 1'),
    typedCode('ticket 2', 2),
    typedCode('ticket 2', 1),
    typedCode('ticket 3'),
  ];
  const verify = await chooseEd25519(crypto.subtle);
  const isStaticGood = rotation === 'off';
  const late = issued.map((code) =>
    rotatingCodeText(code, rotationKey(rotationSecret, code), nowMs - 600_000),
  );
  const given = givenOut({ issued, rotating, late, typed: typed.slice(0, 2), isStaticGood });
  const answer = (text: string, seen: Seen) => {
    const parsed = parseScan(text, { typed: seen.by === 'typed' });
    return answerOf(world, verify, { text, parsed, seen });
  };
  const printed = isStaticGood ? [...issued.map(ticketCodeText), ...late] : [];
  const read = [...printed, ...rotating, ...media];
  return {
    texts: [
      ...codes.map(ticketCodeText),
      ...rotating,
      ...late,
      ...typed,
      ...media,
      ']Q3BAND-1',
      '012345678905',
    ],
    codes,
    good: [
      ...read.map((text) => [text, { by: 'camera', direction: 'in' }] as const),
      ...typed.slice(0, 2).map((text) => [text, { by: 'typed', direction: 'in' }] as const),
    ],
    result: async (text, seen) => (await answer(text, seen)).decision.result,
    fault: async (text, seen) => faultOf(given, await answer(text, seen)),
  };
}

/** Whoever comes by hand or by medium is let in, as often as they like: nothing but the code itself keeps anybody out. */
async function easyWorld(rotation: 'off' | 'required'): Promise<World> {
  const world = await openWorld();
  const { root } = world.manifest;
  const easy = { byHand: 'admit', byMedium: 'admit', entry: 'multiple', rotation } as const;
  const lists = root.lists.map((list) => ({ ...list, ...easy }));
  return { ...world, manifest: { ...world.manifest, root: { ...root, lists } } };
}

/** Of an older generation, cancelled, of another event, of an unknown key, by a stranger, and without a row. */
function strangeCodes(): Promise<Uint8Array[]> {
  return Promise.all([
    codeOf({ name: 'ticket 2', generation: 1 }),
    codeOf({ name: 'ticket 3' }),
    codeOf({ name: 'ticket 1', event: 815 }),
    codeOf({ name: 'ticket 1', kid: 4 }),
    codeOf({ name: 'ticket 1', key: 'a stranger' }),
    codeOf({ name: 'of nobody' }),
  ]);
}

interface CodeFields {
  readonly name: string;
  readonly generation?: number;
  readonly event?: number;
  readonly kid?: number;
  readonly key?: string;
}

async function codeOf(fields: CodeFields): Promise<Uint8Array> {
  const { name, generation = 0, event = 4711, kid = 3, key = 'ticket key' } = fields;
  const { sign } = await testEd25519(key);
  return signTicketCode({ kid, event, ticket: testBytes(name, 8), generation, class: 7 }, sign);
}

interface Asked {
  readonly text: string;
  readonly parsed: ParsedScan;
  readonly seen: Seen;
}

interface Answer {
  readonly text: string;
  readonly parsed: ParsedScan;
  readonly decision: Decision;
  readonly signature: 'good' | 'bad' | 'unchecked';
}

async function answerOf(
  world: World,
  verify: Verify,
  { text, parsed, seen: { by, direction } }: Asked,
): Promise<Answer> {
  const signature = await checkSignature(parsed, world.manifest.root, verify);
  const knowledge = knowledgeOf(world, { rotationSecrets: [rotationSecret] });
  const list = world.manifest.root.lists[0]?.id ?? null;
  const scan = { direction, list, gate: null, persons: 1, chosen: null, confirmed: [], overridden: [] };
  const facts = factsOf({ parsed, signature, by, scan, at: nowMs }, knowledge);
  return {
    text,
    parsed,
    signature,
    decision: decide(facts, knowledge.policy, { estimate: nowMs, unsure: false }),
  };
}

/** Names of all that is good at this door. */
interface GivenOut {
  readonly codes: ReadonlySet<string>;
  /** With a tail that is fresh now. */
  readonly shown: ReadonlySet<string>;
  /** With a tail of another time. */
  readonly late: ReadonlySet<string>;
  readonly typed: ReadonlySet<string>;
  /** Whether the printed form, and a picture of a moving one, let somebody in. */
  readonly isStaticGood: boolean;
}

function givenOut(made: {
  readonly issued: readonly Uint8Array[];
  readonly rotating: readonly string[];
  readonly late: readonly string[];
  readonly typed: readonly string[];
  readonly isStaticGood: boolean;
}): GivenOut {
  return {
    isStaticGood: made.isStaticGood,
    codes: new Set(made.issued.map(toHex)),
    shown: new Set(made.rotating.map(nameOfShown)),
    late: new Set(made.late.map(nameOfShown)),
    typed: new Set(made.typed.map((text) => typedName(parseShortCode(text)))),
  };
}

const nameOfShown = (text: string) => shownName(parseScan(text, { typed: false }));

function typedName(short: ShortCode | null): string {
  return short === null ? '' : `${toHex(short.hashPrefix)} ${short.tail}`;
}

/** The tail proves body and step; the signature proves itself. */
function shownName(parsed: ParsedScan): string {
  if (parsed.form !== 'rotating') return '';
  const { code, tail } = parsed;
  return `${toHex(code.subarray(0, TICKET_BODY_BYTES))} ${tail.stepLow} ${toHex(tail.mac)}`;
}

function faultOf(given: GivenOut, { text, parsed, decision, signature }: Answer): string | null {
  if (decision.result === 'admit' && !isGiven(text, parsed, given)) return 'let in what nobody gave out';
  if (decision.result === 'exit' && (signature === 'bad' || isMalformed(parsed)))
    return 'let out what nobody gave out';
  if (parsed.form !== 'rotating' || given.shown.has(shownName(parsed))) return null;
  const check = checkRotation({ ...parsed, secrets: [rotationSecret], nowMs });
  if (check === 'late' && given.late.has(shownName(parsed))) return null;
  return check === 'wrong' ? null : `took a tail that nobody made as ${check}`;
}

function textOfRotating({ code, tail }: Extract<ParsedScan, { form: 'rotating' }>): string {
  return `H:${toBase45(concatBytes(code, Uint8Array.of(tail.stepLow >> 8, tail.stepLow), tail.mac))}`;
}

/** Nobody is kept inside by a code of a newer version. */
function isMalformed(parsed: ParsedScan): boolean {
  return parsed.form === 'unreadable' && parsed.reason === 'malformed';
}

/** A code with more behind it, or with less, is another text than the one that was given out. */
function isGiven(text: string, parsed: ParsedScan, given: GivenOut): boolean {
  const { codes, typed, isStaticGood } = given;
  switch (parsed.form) {
    case 'native':
      return (
        isStaticGood &&
        codes.has(toHex(parsed.code)) &&
        normaliseMediumText(text) === ticketCodeText(parsed.code)
      );
    case 'rotating':
      return (
        (isStaticGood || given.shown.has(shownName(parsed))) &&
        codes.has(toHex(parsed.code)) &&
        normaliseMediumText(text) === textOfRotating(parsed)
      );
    case 'short':
      return typed.has(typedName(parsed.short)) || media.includes(parsed.text);
    case 'foreign':
      return media.includes(parsed.text);
    case 'unreadable':
      return false;
  }
}
