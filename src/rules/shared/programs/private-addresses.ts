/** Addresses that no one outside can stand at. */

/** This machine and private networks. */
export function isPrivateAddress(address: string): boolean {
  return /^(?:https?:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|host\.docker\.internal|[\w-]+\.(?:local|internal))(?:[:/]|$)/.test(
    address,
  );
}
