/** Which user the processes of an image run as, as far as the name of its base image tells. */
import { readImageReference, shortImageName } from "../../../documents/dockerfile/image-reference.ts";

/** Official and well-known images that start as root and expect a USER line. */
const ROOT_IMAGES =
  /^(?:scratch|alpine|debian|ubuntu|busybox|fedora|rockylinux|almalinux|centos|amazonlinux|(?:redhat\/)?ubi\d.*|buildpack-deps|ruby|jruby|node|python|pypy|golang|rust|php|perl|elixir|erlang|swift|dart|haskell|clojure|julia|openjdk|eclipse-temurin|amazoncorretto|maven|gradle|tomcat|composer|nginx|httpd|caddy|oven\/bun|hexpm\/(?:elixir|erlang)|phusion\/[\w-]+|dunglas\/frankenphp|crystallang\/crystal|bitnami\/minideb)$/;

const REGISTRY_OF_OFFICIAL_IMAGES = /^(?:public\.ecr\.aws\/docker\/library|mirror\.gcr\.io(?:\/library)?)\//;

/** `root`, `other`, or `unknown` for images whose makers may have set anything. */
export function userOfImage(reference: string | undefined): "root" | "other" | "unknown" {
  if (reference === undefined) return "unknown";
  const { name, tag = "" } = readImageReference(reference);
  if (/nonroot|rootless|unprivileged/.test(`${name}:${tag}`) || /^cgr\.dev\/chainguard\//.test(name))
    return "other";
  const short = shortImageName(name.replace(REGISTRY_OF_OFFICIAL_IMAGES, ""));
  if (/^quay\.io\/evl\.ms\/fullstaq-ruby$|^mcr\.microsoft\.com\/dotnet\//.test(name)) return "root";
  return ROOT_IMAGES.test(short) ? "root" : "unknown";
}

/** True for what `--user` and USER take for root. */
export function isRootUser(user: string): boolean {
  return /^(?:root|0+)(?::.*)?$/.test(user.trim());
}
