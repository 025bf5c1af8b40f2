import { useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { mayOpen, mayShowImage } from './linkPolicy.js';

export interface ImageProps {
  readonly url: string;
  readonly description: string;
  /** A link must not hold another one. */
  readonly insideLink: boolean;
}

/** An image that is part of the text; one from elsewhere is named but never loaded: loading it could reveal who reads. */
export function Image({ url, description, insideLink }: ImageProps) {
  const strings = useStrings();
  if (mayShowImage(url)) return <img src={url} alt={description} />;
  return (
    <span class="remote-image">
      <Icon name="image" />
      <span class="remote-image-note">{strings.remoteImage}</span>
      {description !== '' && <span>{description}</span>}
      {mayOpen(url) && !insideLink ? (
        <a href={url} draggable={false}>
          {url}
        </a>
      ) : (
        <span>{url}</span>
      )}
    </span>
  );
}
