package bench;

/** The text of virtual servers as people write them; nothing is wrong with it. */
public final class ManyServers {
    private ManyServers() {}

    /** What stands before the real servers. */
    public static String head(String address, int delayLoop) {
        return "virtual_server " + address + " 80 {\n    delay_loop " + delayLoop
                + "\n    lb_algo wrr\n    lb_kind NAT\n    protocol TCP\n\n";
    }

    /** A real server with a check by TCP or HTTP. */
    public static String realServer(String address, int weight, boolean byHttp) {
        return "    real_server " + address + " 8080 {\n        weight " + weight + "\n" + (byHttp ? """
                        HTTP_GET {
                            url {
                                path /health
                                status_code 200
                            }
                            connect_timeout 3
                        }
                """ : """
                        TCP_CHECK {
                            connect_timeout 3
                            retry 2
                        }
                """) + "    }\n";
    }

    /** A file with so many virtual servers: one or two real servers, a check by TCP or HTTP on each. */
    public static String file(int virtualServers) {
        StringBuilder text = new StringBuilder("global_defs {\n    router_id many\n}\n\n");
        for (int number = 0; number < virtualServers; number++) {
            text.append(virtualServer(number));
        }
        return text.toString();
    }

    private static String virtualServer(int number) {
        String address = "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
        StringBuilder text = new StringBuilder(head(address, 6));
        for (int server = 1; server <= 1 + number % 2; server++) {
            String realServer = "172." + (16 + server) + "." + (number >> 8 & 255) + "." + (number & 255);
            text.append(realServer(realServer, server, number % 4 >= 2));
        }
        return text.append("}\n\n").toString();
    }
}
