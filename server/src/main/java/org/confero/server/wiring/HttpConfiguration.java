package org.confero.server.wiring;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.confero.server.rest.ETags;
import org.confero.server.rest.EarlyErrors;
import org.confero.server.rest.SecurityHeaders;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages, assets and the bounds of HTTP. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {
    /** Longest body of a request, in bytes. */
    private static final long BODY_BYTES = 64 * 1024;

    /** Most connections that wait to be accepted. After a restart all clients come at once, and the usual 50 drops them. */
    private static final int ACCEPT_QUEUE = 4096;

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Asked for anew each time, answered by 304: a server that is brought up to date has no stale modules.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(ETags::ofAsset);
    }

    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders() {
        var registration = new FilterRegistrationBean<>(new SecurityHeaders());
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> acceptQueue() {
        return factory -> factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof ServerConnector tcp) {
                    tcp.setAcceptQueueSize(ACCEPT_QUEUE);
                }
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> bodyBound() {
        return factory -> factory.addServerCustomizers(server -> {
            server.insertHandler(new SizeLimitHandler(BODY_BYTES, -1));
            server.setErrorHandler(new EarlyErrors());
        });
    }
}
