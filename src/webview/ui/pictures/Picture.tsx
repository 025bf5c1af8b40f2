import { useRef } from 'preact/hooks';
import type { PictureView } from '../../protocol/pictures.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { Icon } from '../common/Icon.js';
import { mayShow } from './pixelLimits.js';
import { useNearView } from './useNearView.js';
import { usePicture, type LoadedPicture } from './usePicture.js';

/** In CSS pixels: no picture is shown higher, so that text beside it stays in view. */
const maximumHeight = 512;
/** Of the frame: a picture of one pixel can still be found. */
const minimumWidth = 24;

/** A picture of a message, and what can be done with it. Its place keeps its size while the bytes are not there. */
export function Picture({ picture }: { readonly picture: PictureView }) {
  const { post, pictures } = useChat();
  const strings = useStrings();
  const figure = useRef<HTMLElement>(null);
  const { messageId, index, size, label, details } = picture;
  const loaded = usePicture(
    (receiver) => pictures.start(picture, receiver),
    `${messageId} ${index} ${size}`,
    useNearView(figure),
  );
  const show = (): void => {
    loaded.show();
    // The button goes away; the focus must not go with it.
    figure.current?.focus({ preventScroll: true });
  };
  return (
    <figure class="picture" tabIndex={-1} ref={figure} data-state={loaded.state}>
      <Content label={label} loaded={loaded} onShow={show} />
      <figcaption>
        <span class="picture-details">{details}</span>
        <button
          type="button"
          class="text-button"
          aria-label={`${strings.imageOpen}: ${label}`}
          onClick={() => post({ type: 'picture-open', messageId, index })}
        >
          {strings.imageOpen}
        </button>
        <button
          type="button"
          class="text-button"
          aria-label={`${strings.imageSave}: ${label}`}
          onClick={() => post({ type: 'picture-save', messageId, index })}
        >
          {strings.imageSave}
        </button>
      </figcaption>
    </figure>
  );
}

interface ContentProps {
  readonly label: string;
  readonly loaded: LoadedPicture;
  readonly onShow: () => void;
}

function Content({ label, loaded, onShow }: ContentProps) {
  const strings = useStrings();
  const { state, header, url, giveUp } = loaded;
  if (state === 'broken')
    return (
      <p class="picture-note">
        <Icon name="info" />
        <span>{strings.imageBroken}</span>
      </p>
    );
  if (state === 'held' && header !== null)
    return (
      <p class="picture-note">
        <Icon name="image" />
        <span>{fillIn(strings.imageSize, String(header.width), String(header.height))}</span>
        {mayShow(header) && (
          <button type="button" class="text-button" aria-label={`${strings.showImage}: ${label}`} onClick={onShow}>
            {strings.showImage}
          </button>
        )}
      </p>
    );
  if (header === null) return <div class="picture-frame unknown">{strings.imageLoading}</div>;
  const { width, height } = header;
  const shownWidth = Math.max(minimumWidth, Math.min(width, (maximumHeight * width) / height));
  return (
    <div class="picture-frame" style={{ width: `min(100%, ${shownWidth}px)`, aspectRatio: `${width} / ${height}` }}>
      {url === undefined ? (
        <span class="visually-hidden">{strings.imageLoading}</span>
      ) : (
        <img src={url} alt={label} decoding="async" onError={giveUp} />
      )}
    </div>
  );
}
