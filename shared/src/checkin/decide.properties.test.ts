import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonOf } from './explanation.js';
import { type Decision, decide, type Explanation } from './index.js';
import { reasons } from './reasons.js';
import { given as anyGiven } from './test/arbitrary.js';
import { factsOf, type Given, nowOf, policyOf } from './test/vectors.js';

const numRuns = process.env['GATEHOUSE_SOAK'] ? 50_000 : 1000;

const decided = (given: Given): Decision => decide(factsOf(given), policyOf(given), nowOf(given));

function always(holds: (given: Given) => void): void {
  fc.assert(fc.property(anyGiven, holds), { numRuns });
}

const withScan = (given: Given, scan: object): Given => ({ ...given, scan: { ...given.scan, ...scan } });

describe('whatever stands at the door', () => {
  it('has an answer that agrees with itself', () => {
    always((given) => {
      const { result, effect, reason, asks, explanation } = decided(given);
      expect(effect === 'entry' || effect === 'person' ? result : 'admit').toBe('admit');
      expect(effect === 'exit' ? result : 'exit').toBe('exit');
      expect(asks.length > 0).toBe(result === 'confirm');
      expect(reason === 'ok').toBe(result === 'admit' || result === 'exit');
      expect(reasonOf[explanation.code]).toBe(reason);
    });
  });

  it('never admits somebody who only asks', () => {
    always((given) => {
      expect(decided(withScan(given, { direction: 'check' })).effect).toBe('check');
    });
  });

  it('decides for who asks as for who goes in', () => {
    always((given) => {
      const asking = decided(withScan(given, { direction: 'check' }));
      const entering = decided(withScan(given, { direction: 'in' }));
      expect({ ...asking, effect: '' }).toEqual({ ...entering, effect: '' });
    });
  });

  it('lets out everybody who shows a ticket of this event', () => {
    always((given) => {
      const { result, reason, explanation } = decided(withScan(given, { direction: 'out' }));
      if (result === 'exit') return;
      expect(result).toBe('refuse');
      expect(reasons[reason].stopsExit).toBe(true);
      expect(['unreadable', 'unknown', 'wrong_event', 'forged']).toContain(explanation.code);
    });
  });

  it('refuses nobody whom a yes would only have to confirm, and admits nobody by a yes who is refused', () => {
    always((given) => {
      const unasked = decided(withScan(given, { direction: 'in', confirmed: [] }));
      const everything = Object.keys(reasons);
      const confirmed = decided(withScan(given, { direction: 'in', confirmed: everything }));
      expect(confirmed.result === 'refuse').toBe(unasked.result === 'refuse');
      if (confirmed.result === 'refuse') expect(confirmed.reason).toBe(unasked.reason);
    });
  });

  it('refuses by no clock that may be wrong', () => {
    const byTime = new Set<Explanation['code']>(['list_not_open', 'list_over', 'not_yet_valid', 'expired']);
    always((given) => {
      const unsure = decided({ ...given, now: { ...given.now, unsure: true } });
      if (unsure.result === 'refuse') expect(byTime.has(unsure.explanation.code)).toBe(false);
    });
  });

  it('admits nothing forged, revoked, foreign or unknown, whatever the operator says', () => {
    const everything = Object.keys(reasons);
    const scan = { direction: 'in', confirmed: everything, overridden: everything };
    always((given) => {
      const profile = { mayConfirm: true, mayOverride: true };
      const decision = decided(withScan({ ...given, policy: { ...given.policy, profile } }, scan));
      const { code } = factsOf(given);
      const isKnown = code.kind === 'ticket' && code.kid === 1;
      const isGood = code.kind === 'reference' || (isKnown && code.event === 7 && code.signature === 'good');
      const isNewKey =
        code.kind === 'ticket' && code.kid === 2 && code.event === 7 && code.signature !== 'bad';
      const isOverridable = code.kind === 'ticket' && code.kid === 0 && code.event === 7;
      if (!isGood && !isNewKey && !isOverridable) expect(decision.result).toBe('refuse');
    });
  });

  it('lets a ticket of one entry in once', () => {
    const list = { entry: 'single', maxEntries: null };
    always((given) => {
      const once: Given = { ...given, list: { ...given.list, ...list } };
      const first = decided(withScan(once, { direction: 'in', list: 'main', overridden: [] }));
      const { code } = factsOf(once);
      if (first.effect !== 'entry' || first.ticket === null || code.kind !== 'ticket') return;
      const entered = { id: 'again', kind: 'entry', list: 'main', at: nowOf(once).estimate, persons: 1 };
      const row = { ...(typeof once.ticket?.row === 'object' ? once.ticket.row : {}), entries: 0 };
      const isAddOn = first.ticket !== code.ticket.id;
      if (isAddOn || code.ticket.row === 'missing' || code.ticket.row === 'none') return;
      const after: Given = { ...once, ticket: { ...once.ticket, row, history: [entered] } };
      const second = decided(withScan(after, { direction: 'in', list: 'main', overridden: [] }));
      expect(second.result).toBe('refuse');
    });
  });

  it('says the same for the same facts, and changes none of them', () => {
    always((given) => {
      const facts = factsOf(given);
      const before = structuredClone(facts);
      const first = decide(facts, policyOf(given), nowOf(given));
      expect(decide(facts, policyOf(given), nowOf(given))).toEqual(first);
      expect(facts).toEqual(before);
    });
  });
});

it('throws at no rule that a newer build may have written', () => {
  const rule = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.record({ all: fc.array(fc.jsonValue()) }));
  const check = (anything: unknown) => {
    const { result, reason } = decided({ list: { rule: anything as never } });
    expect(['admit', 'refuse']).toContain(result);
    expect(['ok', 'needs_update', 'rule_denied']).toContain(reason);
  };
  fc.assert(fc.property(rule, check), { numRuns });
  let deep: unknown = { term: 'weekday', in: [2] };
  for (let depth = 0; depth < 5000; depth += 1) deep = { all: [deep] };
  check(deep);
});
