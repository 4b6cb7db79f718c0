import { createPen, type Part, type Picture } from '../decoder/picture.js';

/** A phone that reads more often only gets warm. */
const LEAST_INTERVAL_MS = 66;
const FULL_EDGE = 960;
const CROP_EDGE = 720;

/** Waits for the video's next picture and returns how to stop waiting. */
function nextPicture(video: HTMLVideoElement, then: () => void): () => void {
  if ('requestVideoFrameCallback' in video) {
    const handle = video.requestVideoFrameCallback(then);
    return () => video.cancelVideoFrameCallback(handle);
  }
  const handle = requestAnimationFrame(then);
  return () => cancelAnimationFrame(handle);
}

/** The part of the video's picture that was cut out, as parts of its width and of its height. */
export interface Cut {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Read = (picture: Picture, cut: Cut) => Promise<void>;

export interface Watching {
  /** Whether `read` takes pictures that were not drawn yet; asked before each. */
  readonly takesFrames: () => boolean;
}

/**
 * Hands pictures of the video to `read`, one at a time and at most fifteen a second: in turn the whole picture made
 * smaller, which finds a code anywhere, and the middle at full sharpness, which reads a small one.
 * @returns stops it
 */
export function watchFrames(
  video: HTMLVideoElement,
  read: Read,
  { takesFrames }: Watching = { takesFrames: () => false },
): () => void {
  const grab = createGrabber(takesFrames);
  let stopped = false;
  let cancel: () => void = () => undefined;
  let last = -Infinity;
  let turn = 0;

  async function look(): Promise<void> {
    const now = performance.now();
    if (now - last >= LEAST_INTERVAL_MS) {
      const grabbed = grab(video, turn % 2 === 0 ? 'full' : 'middle');
      if (grabbed !== null) {
        last = now;
        turn += 1;
        await read(grabbed.picture, grabbed.cut);
      }
    }
    if (!stopped) wait();
  }

  function wait(): void {
    cancel = nextPicture(video, () => void look());
  }

  wait();
  return () => {
    stopped = true;
    cancel();
  };
}

type Share = 'full' | 'middle';

interface Grabbed {
  readonly picture: Picture;
  readonly cut: Cut;
}

function createGrabber(
  takesFrames: () => boolean,
): (video: HTMLVideoElement, share: Share) => Grabbed | null {
  let draw: ReturnType<typeof createPen> | null = null;
  return (video, share) => {
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || height === 0) return null;
    const part = share === 'full' ? wholeOf(width, height) : middleOf(width, height);
    const frame = takesFrames() ? frameOf(video) : null;
    draw ??= frame === null ? createPen(document.createElement('canvas')) : null;
    const picture = frame === null ? draw?.(video, part) : { frame, part };
    if (!picture) return null;
    return {
      picture,
      cut: {
        left: part.left / width,
        top: part.top / height,
        width: part.width / width,
        height: part.height / height,
      },
    };
  };
}

/** The picture of the moment without its pixels. @returns null where the browser has none, or holds it another way up */
function frameOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    const frame = new VideoFrame(video);
    if (frame.displayWidth === video.videoWidth && frame.displayHeight === video.videoHeight) return frame;
    frame.close();
  } catch {
    // No picture has come yet, or this browser does not make frames of a video.
  }
  return null;
}

function wholeOf(width: number, height: number): Part {
  const scale = Math.min(1, FULL_EDGE / Math.max(width, height));
  const shown = { shownWidth: Math.round(width * scale), shownHeight: Math.round(height * scale) };
  return { left: 0, top: 0, width, height, ...shown };
}

function middleOf(width: number, height: number): Part {
  const edge = Math.min(width, height);
  const shown = Math.min(edge, CROP_EDGE);
  const place = { left: (width - edge) / 2, top: (height - edge) / 2, width: edge, height: edge };
  return { ...place, shownWidth: shown, shownHeight: shown };
}
