import { useEffect, useState } from 'preact/hooks';
import { imageHeader, type ImageHeader } from '../../../core/imageHeader.js';
import type { PieceReceiver } from './pieceLoads.js';
import { mayShowUnasked } from './pixelLimits.js';

/** How far a picture is. `held`: it is larger than what is shown unasked. */
export type PictureState = 'loading' | 'held' | 'shown' | 'broken';

export interface LoadedPicture {
  readonly state: PictureState;
  /** By its own header, in pixels; `null` until that has come. It outlasts the bytes. */
  readonly header: ImageHeader | null;
  /** A `blob:` address, once all of it is here. */
  readonly url: string | undefined;
  /** Shows one that is held. */
  readonly show: () => void;
  /** The browser cannot show it. */
  readonly giveUp: () => void;
}

/**
 * The bytes of a picture as long as it is near the visible part; they are let go of with it, or when it leaves the page.
 * @param start asks for them. @param key differs for another picture
 */
export function usePicture(
  start: (receiver: PieceReceiver) => () => void,
  key: string,
  isNear: boolean,
): LoadedPicture {
  const [header, setHeader] = useState<ImageHeader | null>(null);
  const [state, setState] = useState<PictureState>('loading');
  const [url, setUrl] = useState<string>();
  const [isWanted, setWanted] = useState(false);

  useEffect(() => {
    if (!isNear) return undefined;
    let address: string | undefined;
    setState('loading');
    const end = start({
      onBroken: () => setState('broken'),
      onPiece: (pieces, isLast) => {
        // Some begin with so much else that the size comes later.
        const found = imageHeader(isLast && pieces.length > 1 ? joined(pieces) : pieces[0]!);
        if (found === null && !isLast) return true;
        setHeader(found);
        if (found === null) setState('broken');
        else if (!isWanted && !mayShowUnasked(found)) setState('held');
        else if (!isLast) return true;
        else {
          address = URL.createObjectURL(new Blob([...pieces], { type: `image/${found.type}` }));
          setUrl(address);
          setState('shown');
        }
        return false;
      },
    });
    return () => {
      end();
      setUrl(undefined);
      if (address !== undefined) URL.revokeObjectURL(address);
    };
    // `start` is made anew with each rendering.
  }, [key, isNear, isWanted]);

  return { state, header, url, show: () => setWanted(true), giveUp: () => setState('broken') };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
