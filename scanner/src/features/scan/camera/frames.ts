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

export type Read = (image: ImageData, cut: Cut) => Promise<void>;

/**
 * Hands pictures of the video to `read`, one at a time and at most fifteen a second: in turn the whole picture made
 * smaller, which finds a code anywhere, and the middle at full sharpness, which reads a small one.
 * @returns stops it
 */
export function watchFrames(video: HTMLVideoElement, read: Read): () => void {
  const grab = createGrabber();
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
        await read(grabbed.image, grabbed.cut);
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

type Part = 'full' | 'middle';

interface Grabbed {
  readonly image: ImageData;
  readonly cut: Cut;
}

function createGrabber(): (video: HTMLVideoElement, part: Part) => Grabbed | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  return (video, part) => {
    const { videoWidth: width, videoHeight: height } = video;
    if (context === null || width === 0 || height === 0) return null;
    const cut = part === 'full' ? wholeOf(width, height) : middleOf(width, height);
    if (canvas.width !== cut.shownWidth) canvas.width = cut.shownWidth;
    if (canvas.height !== cut.shownHeight) canvas.height = cut.shownHeight;
    const target = [0, 0, cut.shownWidth, cut.shownHeight] as const;
    context.drawImage(video, cut.left, cut.top, cut.width, cut.height, ...target);
    return {
      image: context.getImageData(...target),
      cut: {
        left: cut.left / width,
        top: cut.top / height,
        width: cut.width / width,
        height: cut.height / height,
      },
    };
  };
}

function wholeOf(width: number, height: number) {
  const scale = Math.min(1, FULL_EDGE / Math.max(width, height));
  const shown = { shownWidth: Math.round(width * scale), shownHeight: Math.round(height * scale) };
  return { left: 0, top: 0, width, height, ...shown };
}

function middleOf(width: number, height: number) {
  const edge = Math.min(width, height);
  const shown = Math.min(edge, CROP_EDGE);
  const place = { left: (width - edge) / 2, top: (height - edge) / 2, width: edge, height: edge };
  return { ...place, shownWidth: shown, shownHeight: shown };
}
