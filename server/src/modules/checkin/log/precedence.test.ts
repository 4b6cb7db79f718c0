import { describe, expect, test } from 'vitest';
import { createPrecedence } from './precedence.js';

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('who reviews next', () => {
  test('is whoever has little, but whoever has much is not left waiting', async () => {
    const { newPass } = createPrecedence();
    const order: string[] = [];
    const first = newPass('large');
    await first.enter(['event']);
    const comes = async (name: string, size: 'small' | 'large') => {
      const pass = newPass(size);
      await pass.enter(['event']);
      order.push(name);
      await soon();
      pass.leave();
    };
    const all = [comes('A', 'large'), comes('B', 'large')];
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) all.push(comes(name, 'small'));
    await soon();
    expect(order).toEqual([]);
    first.leave();
    await Promise.all(all);
    expect(order).toEqual(['a', 'b', 'c', 'd', 'A', 'e', 'f', 'B']);
  });

  test('of other events is nobody’s business, and nobody waits in a circle', async () => {
    const { newPass } = createPrecedence();
    const [one, two, both] = [newPass('small'), newPass('small'), newPass('large')];
    await one.enter(['1']);
    await two.enter(['2']);
    const entering = both.enter(['2', '1', '2']);
    two.leave();
    one.leave();
    await entering;
    both.leave();
    both.leave();
    const again = newPass('small');
    await again.enter(['1', '2']);
    again.leave();
  });

  test('that never got in leaves nothing behind', async () => {
    const { newPass } = createPrecedence();
    newPass('large').leave();
    const pass = newPass('small');
    await pass.enter(['event']);
    pass.leave();
  });
});
