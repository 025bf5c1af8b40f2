/** Why an export could not be written. `detail` is the system's code. */
export type ExportFailureReason = 'disk-full' | 'permission' | 'missing-folder' | 'system';

export class ExportFailure extends Error {
  override readonly name = 'ExportFailure';
  readonly reason: ExportFailureReason;
  readonly detail: string;

  constructor(reason: ExportFailureReason, detail: string, options?: ErrorOptions) {
    super(`The export could not be written: ${detail}`, options);
    this.reason = reason;
    this.detail = detail;
  }
}

/** To be thrown in the place of a system error. */
export function exportFailure(error: unknown): ExportFailure {
  const code = codeOf(error);
  return new ExportFailure(reasons[code] ?? 'system', code, { cause: error });
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const reasons: Readonly<Record<string, ExportFailureReason>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
  ENOENT: 'missing-folder',
  ENOTDIR: 'missing-folder',
};
