interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels, each of four bytes once it is decoded. Models make up to 4,096 × 4,096. */
const unaskedPixels = 24_000_000;
/** Beyond this, a picture is not even shown on request. */
const maximumPixels = 100_000_000;

export function mayShowUnasked({ width, height }: PixelSize): boolean {
  return width * height <= unaskedPixels;
}

export function mayShow({ width, height }: PixelSize): boolean {
  return width * height <= maximumPixels;
}
