export interface RecordFlags {
  readonly to?: string | undefined;
  readonly name?: string | undefined;
  readonly notes?: boolean | undefined;
  readonly shows?: string | undefined;
}
export async function record(_file: string, _flags: RecordFlags): Promise<0> {
  return 0;
}
