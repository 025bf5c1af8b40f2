import { useState } from 'preact/hooks';
import { useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { Icon } from '../common/Icon.js';
import { mayShow } from '../pictures/pixelLimits.js';
import { imageSize, mayOpen, type ImageSize } from './linkPolicy.js';
import { labelText } from './visibleText.js';

const maximumDescription = 300;

export interface ImageProps {
  readonly url: string;
  readonly description: string;
  /** A link must not hold another one. */
  readonly insideLink: boolean;
  /** Whether there is room for a picture of so many pixels. */
  readonly isAffordable: boolean;
}

/** An image that is part of the text; one from elsewhere is named but never loaded: loading it could reveal who reads. */
export function Image({ url, description, insideLink, isAffordable }: ImageProps) {
  const strings = useStrings();
  const [isWanted, setWanted] = useState(false);
  const size = imageSize(url);
  const label = labelText(description, maximumDescription);
  if (size !== null && (isAffordable || isWanted)) return <img src={url} alt={label} decoding="async" />;
  return (
    <span class="remote-image">
      <Icon name="image" />
      <span class="remote-image-note">{size === null ? strings.remoteImage : sizeText(strings.imageSize, size)}</span>
      {label !== '' && <span dir="auto">{label}</span>}
      {size !== null && mayShow(size) && !insideLink && (
        <button type="button" class="text-button" onClick={() => setWanted(true)}>
          {strings.showImage}
        </button>
      )}
      {size === null && <Address url={url} isLink={mayOpen(url) && !insideLink} />}
    </span>
  );
}

function Address({ url, isLink }: { readonly url: string; readonly isLink: boolean }) {
  const label = labelText(url, maximumDescription);
  if (!isLink) return <span>{label}</span>;
  return (
    <a href={url} draggable={false}>
      {label}
    </a>
  );
}

function sizeText(pattern: string, { width, height }: ImageSize): string {
  return fillIn(pattern, String(width), String(height));
}
