import type { CDPSession } from 'playwright-core';

/** A task of the thread that draws, in milliseconds. */
export interface Task {
  /** From its beginning to its end, also while others had the processor. */
  readonly lasted: number;
  /** What of that the processor worked for it. */
  readonly worked: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * Notes the tasks of a page, as its browser traces them. On a machine that others use as well only the work of a task
 * says something of the page; how long it lasted says more of the others.
 * @returns ends it, and gives the tasks of the busiest page of the browser
 */
export async function noteTasks(client: CDPSession): Promise<() => Promise<readonly Task[]>> {
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[])
      if (event.name === 'RunTask' || event.name === 'thread_name') events.push(event);
  });
  const traceConfig = { includedCategories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] };
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  return async () => {
    const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
    await client.send('Tracing.end');
    await done;
    return tasksIn(events);
  };
}

function tasksIn(events: readonly TraceEvent[]): readonly Task[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const drawing = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map((event) => threadOf(event)),
  );
  const byThread = new Map<string, Task[]>();
  for (const event of events) {
    if (event.name !== 'RunTask' || event.ph !== 'X' || !drawing.has(threadOf(event))) continue;
    const tasks = byThread.get(threadOf(event)) ?? [];
    byThread.set(threadOf(event), tasks);
    tasks.push({ lasted: (event.dur ?? 0) / 1000, worked: (event.tdur ?? 0) / 1000 });
  }
  return [...byThread.values()].sort((a, b) => workOf(b) - workOf(a))[0] ?? [];
}

function workOf(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { worked }) => sum + worked, 0);
}
