import type { Decision } from '@gatehouse/shared/checkin';
import type { Shift } from '../phone.js';
import type { Readable } from '../readable.js';

export interface ScanInput {
  readonly text: string;
  readonly how: 'camera' | 'typed';
  readonly confirms?: string;
  readonly overrides?: string;
}

export interface Shown {
  readonly id: string;
  readonly recorded: boolean;
  readonly decision: Decision;
  readonly at: number;
  readonly persons: number;
  readonly eventNumber: number;
  readonly listId: string;
  readonly gateId: string | null;
  readonly direction: Shift['direction'];
}

export interface Gateway {
  scan(input: ScanInput, shift: Shift): Promise<Shown>;
  recent(limit: number): readonly Shown[];
  unshown(): Promise<Shown | null>;
  markShown(id: string): void;
  readonly unsent: Readable<number>;
}
