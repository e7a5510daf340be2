/** The text of virtual servers as people write them; nothing is wrong with it. */
final class ManyServers {
    private ManyServers() {}

    /** What stands before the real servers. */
    static String head(String address, int delayLoop) {
        return "virtual_server " + address + " 80 {\n    delay_loop " + delayLoop
                + "\n    lb_algo wrr\n    lb_kind NAT\n    protocol TCP\n\n";
    }

    /** A real server with a check by TCP or HTTP. */
    static String realServer(String address, int weight, boolean byHttp) {
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
}
