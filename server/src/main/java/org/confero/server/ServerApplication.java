package org.confero.server;

import org.confero.server.wiring.SecondSignal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server, in one process and all in memory. */
@SpringBootApplication
public class ServerApplication {
    public static void main(String[] args) {
        SecondSignal.heed();
        SpringApplication.run(ServerApplication.class, args);
    }
}
