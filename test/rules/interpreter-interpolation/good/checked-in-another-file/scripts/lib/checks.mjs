export function releaseTag(value) {
  if (!/^v\d+\.\d+\.\d+$/.test(value)) throw new Error("not a release");
  return value;
}
