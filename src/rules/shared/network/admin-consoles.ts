/** Consoles: programs whose page in the browser shows data or controls something. */

/** Whoever reaches the page uses it, or needs no more than the password of the database behind. */
const OPEN_CONSOLES =
  /(?:^|[/-])(?:adminer|phpmyadmin|phppgadmin|pghero|pgweb|redis-commander|redis-insight|redisinsight|mongo-express|mongo-gui|kibana|dozzle|flower|sidekiq|sidekiq-web|sidekiq-monitor|mission[-_]control|mailpit|mailhog|mailcatcher|cadvisor|prometheus|alertmanager|kafka-ui|kafdrop|akhq|elasticvue|cerebro|bull-board|asynqmon|dbgate|sqlite-web|jaeger|rq-dashboard|netdata|glances)(?:[:@]|$)|\bjaegertracing\/all-in-one\b/;

/** They ask for a login of their own, which bots try out. */
const LOGIN_CONSOLES =
  /(?:^|[/-])(?:pgadmin4?|portainer(?:-[ce]e)?|cloudbeaver|filebrowser|opensearch-dashboards|metabase|superset|redash|nocodb|rundeck|jenkins|yacht|dockge|rancher)(?:[:@]|$)/;

/** Pages that teams show to each other; a login of their own is usual. */
const DASHBOARDS = /(?:^|[/-])(?:grafana(?:-oss|-enterprise)?|uptime-kuma|beszel|gatus)(?:[:@]|$)/;

/** How a console lets people in. */
export type Console = "open" | "login" | "dashboard";

/** The kind of console an image is; undefined for anything else. */
export function consoleOf(image: string | undefined): Console | undefined {
  const name = image ?? "";
  if (DASHBOARDS.test(name)) return "dashboard";
  if (LOGIN_CONSOLES.test(name)) return "login";
  return OPEN_CONSOLES.test(name) ? "open" : undefined;
}

/** True for any of them. */
export function isAdminConsole(image: string | undefined): boolean {
  return consoleOf(image) !== undefined;
}
