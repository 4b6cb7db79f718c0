import { VerdictSign } from '@gatehouse/shared/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Readable, useReadable } from '../../../store/readable.js';
import { type Cover, coverOf, type Size } from '../camera/cover.js';
import { middleOf, type Sight, type Spot } from '../decoder/sight.js';
import type { Door } from '../door-context.js';
import type { Family, Member } from '../session/family.js';
import { memberWord } from './family-words.js';

/** A box stays for a moment after its code was seen last, because not every picture is read well. */
const STAYS_MS = 1000;

/** Pixels from the middle of a box's word to its sides, about. */
const WORD_REACH = 72;

export interface FamilyBoxesProps {
  readonly family: Family;
  readonly door: Door;
  readonly video: HTMLVideoElement;
  /** What the camera sees at this moment, in parts of the video. */
  readonly sights: Readable<readonly Sight[]>;
}

/** On the live picture, around each of several codes, its answer. The panel below says the same in words. */
export function FamilyBoxes({ family, door, video, sights }: FamilyBoxesProps) {
  const [host, setHost] = useState<HTMLElement | null>(null);
  const size = useSize(host);
  const places = usePlaces(useReadable(sights));
  const cover = coverOf({ width: video.videoWidth, height: video.videoHeight }, size);
  return (
    <div class="door-boxes" ref={setHost} aria-hidden="true">
      {family.members.map((member, index) => {
        const corners = places.get(member.text);
        return (
          corners && (
            <Box key={member.text} member={member} number={index + 1} {...{ corners, cover, size, door }} />
          )
        );
      })}
    </div>
  );
}

interface BoxProps {
  readonly member: Member;
  readonly number: number;
  readonly corners: readonly Spot[];
  readonly cover: Cover;
  readonly size: Size;
  readonly door: Door;
}

function Box({ member, number, corners, cover, size, door }: BoxProps) {
  const { face } = member;
  const points = corners.map((corner) => cover.toFrame(corner));
  const middle = cover.toFrame(middleOf(corners));
  // A code at the edge keeps its sign in view.
  const x = Math.min(Math.max(middle.x, WORD_REACH), size.width - WORD_REACH);
  const line = points.map((point) => `${point.x},${point.y}`).join(' ');
  return (
    <>
      <svg class="door-box" aria-hidden="true" data-face={face} viewBox={`0 0 ${size.width} ${size.height}`}>
        <polygon points={line} />
        <polygon points={line} />
      </svg>
      <p class="door-box-word" data-face={face} style={{ left: `${x}px`, top: `${middle.y}px` }}>
        {number}
        {face !== 'waiting' && <VerdictSign kind={face} size={28} />}
        <b>{memberWord(member, door)}</b>
      </p>
    </>
  );
}

/** Where each code was seen last, until a moment ago. */
function usePlaces(sights: readonly Sight[]): ReadonlyMap<string, readonly Spot[]> {
  const seen = useRef(new Map<string, { readonly corners: readonly Spot[]; readonly at: number }>());
  const now = performance.now();
  for (const { text, corners } of sights) seen.current.set(text, { corners, at: now });
  for (const [text, { at }] of seen.current) if (now - at > STAYS_MS) seen.current.delete(text);
  return new Map([...seen.current].map(([text, { corners }]) => [text, corners]));
}

function useSize(element: HTMLElement | null): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (element === null) return undefined;
    const look = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    look();
    return () => observer.disconnect();
  }, [element]);
  return size;
}
