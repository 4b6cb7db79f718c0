import type { Shift } from '../../../store/phone.js';
import { createCompanions } from './companions.js';
import { type Family, familyFace, type Member, waitingMember, withMember } from './family.js';
import type { OnScreen, SessionParts } from './scan-session.js';
import type { Sightings } from './sightings.js';

/** They make room for other codes when none of them was in view for so long. */
const GONE_MS = 2000;
/** Several answers take longer to look at than one. */
const READING_MS = 3000;

/** What the session lends to its several codes. */
export interface FamilyGround {
  readonly parts: Pick<SessionParts, 'now' | 'shift' | 'later' | 'signal' | 'clearAfter'>;
  readonly sightings: Sightings;
  readonly verdict: () => OnScreen | null;
  readonly family: () => Family | null;
  readonly show: (family: Family | null) => void;
  /** Has a code scanned when its turn comes. */
  readonly scan: (text: string) => void;
}

/** Codes that are held up together: when they begin, who joins them, and when they are done with. */
export class FamilyScans {
  readonly #ground: FamilyGround;
  readonly #companions = createCompanions();
  #lastSeen = 0;
  #direction: Shift['direction'] | null = null;
  #stopTimer: () => void = () => undefined;

  constructor(ground: FamilyGround) {
    this.#ground = ground;
  }

  /** What is in view stays in view, also while nothing can be scanned. */
  keep(texts: readonly string[]): void {
    const family = this.#here();
    if (family?.members.some(({ text }) => texts.includes(text)) === true)
      this.#lastSeen = this.#ground.parts.now();
  }

  /** @returns the codes in view that may be scanned alone; the others belong together, or may turn out to */
  look(texts: readonly string[]): readonly string[] {
    this.keep(texts);
    const family = this.#here();
    if (family !== null) {
      this.#join(family, texts);
      return [];
    }
    const { sightings, parts } = this.#ground;
    const { direction } = parts.shift();
    // What lies about with its answer long given, as a poster behind the queue, is nobody's company.
    const candidates = texts.filter((text) => this.#isShown(text) || sightings.isNew(text, direction));
    const { together, waiting } = this.#companions.look(candidates, parts.now());
    if (!together.every((text) => this.#isShown(text))) {
      this.begin(together);
      return [];
    }
    sightings.keep(waiting, parts.now());
    return texts.filter((text) => !waiting.includes(text));
  }

  /** The one whose answer is on the screen brings it along. */
  begin(texts: readonly string[]): void {
    const { parts } = this.#ground;
    const verdict = this.#ground.verdict();
    this.#lastSeen = parts.now();
    this.#direction = parts.shift().direction;
    const members = texts.map((text) =>
      verdict !== null && this.#isShown(text)
        ? { text, shown: verdict.shown, face: verdict.face }
        : waitingMember(text),
    );
    this.#show({ since: parts.now(), members });
  }

  memberOf(text: string): Member | undefined {
    return text === '' ? undefined : this.#ground.family()?.members.find((member) => member.text === text);
  }

  /** One of them has its answer. When all have, that is told at once, by the most troublesome one. */
  decide(member: Member): void {
    const family = this.#ground.family();
    if (family === null) return;
    const next = withMember(family, member);
    this.#ground.show(next);
    this.#stopTimer();
    const face = familyFace(next);
    if (face === 'waiting' || face === 'undone') return;
    if (this.#ground.verdict() === null) this.#ground.parts.signal(face);
    if (face !== 'admit' && face !== 'exit') return;
    const afterMs = this.#ground.parts.clearAfter?.() ?? READING_MS;
    if (afterMs === 0) return;
    this.#stopTimer = this.#ground.parts.later(() => this.end(), Math.max(READING_MS, afterMs));
  }

  end(): void {
    this.#stopTimer();
    this.#ground.show(null);
  }

  /** Null as soon as they were out of view, or another direction was chosen: what comes then is new. */
  #here(): Family | null {
    const { now, shift } = this.#ground.parts;
    const isGone = now() - this.#lastSeen >= GONE_MS || shift().direction !== this.#direction;
    return isGone ? null : this.#ground.family();
  }

  #isShown(text: string): boolean {
    const verdict = this.#ground.verdict();
    return verdict?.kind === 'new' && verdict.entry?.text === text;
  }

  /** Others that come while the first ones are still held up belong to them. */
  #join(family: Family, texts: readonly string[]): void {
    const { sightings, parts } = this.#ground;
    const look = { now: parts.now(), direction: parts.shift().direction };
    const isMember = (text: string) => family.members.some((member) => member.text === text);
    // Who was hidden behind a hand for a while is not scanned again when the others are done with.
    for (const text of texts.filter(isMember)) sightings.note(text, look);
    const fresh = texts.filter((text) => !isMember(text) && sightings.isNew(text, look.direction));
    const { together } = this.#companions.look(fresh, look.now, 1);
    if (together.length === 0) return;
    this.#show({ ...family, members: [...family.members, ...together.map(waitingMember)] });
  }

  #show(family: Family): void {
    const { sightings, parts, show, scan } = this.#ground;
    this.#stopTimer();
    show(family);
    for (const { text, face } of family.members) {
      if (face !== 'waiting') continue;
      sightings.note(text, { now: parts.now(), direction: parts.shift().direction });
      scan(text);
    }
  }
}
