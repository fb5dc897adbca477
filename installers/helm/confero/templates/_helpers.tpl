{{- define "confero.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "confero.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "confero.labels" -}}
{{ include "confero.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* A pod of the server, as a node or as the worker: root, component, resources. */}}
{{- define "confero.pod" -}}
{{- $ := .root -}}
{{- with $.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
automountServiceAccountToken: false
enableServiceLinks: false
{{/* Longer than the drain takes, which begins at TERM by itself and needs no preStop: the readiness refuses at once, and
newcomers are served for as long as the notice. */ -}}
terminationGracePeriodSeconds: {{ add $.Values.drain.notice $.Values.drain.spread $.Values.drain.timeout 15 }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with $.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "confero.selector" . | nindent 8 }}
containers:
  - name: server
    image: "{{ $.Values.image.repository }}:{{ $.Values.image.tag | default $.Chart.AppVersion }}"
    imagePullPolicy: {{ $.Values.image.pullPolicy }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    env:
      - name: CONFERO_MODE
        value: cluster
      - name: CONFERO_NODE
        valueFrom:
          fieldRef:
            fieldPath: metadata.name
      - name: CONFERO_SOCKETS
        value: {{ eq .component "node" | quote }}
      - name: CONFERO_WORKERS
        value: {{ eq .component "worker" | quote }}
      - name: CONFERO_LOGS
        value: json
      - name: CONFERO_TRUSTED_PROXIES
        value: {{ join "," $.Values.trustedProxies | quote }}
      - name: CONFERO_DRAIN_NOTICE
        value: {{ printf "%ds" (int $.Values.drain.notice) }}
      - name: CONFERO_DRAIN_SPREAD
        value: {{ printf "%ds" (int $.Values.drain.spread) }}
      - name: CONFERO_DRAIN_TIMEOUT
        value: {{ printf "%ds" (int $.Values.drain.timeout) }}
      - name: CONFERO_ADMIN_TOKEN
        valueFrom:
          secretKeyRef:
            name: {{ $.Values.existingSecret }}
            key: admin-token
            optional: true
      {{- with $.Values.turn.urls }}
      - name: CONFERO_ICE_TURN_URLS
        value: {{ join "," . | quote }}
      - name: CONFERO_ICE_TURN_SECRET
        valueFrom:
          secretKeyRef:
            name: {{ $.Values.existingSecret }}
            key: turn-secret
      {{- end }}
      - name: SPRING_DATA_REDIS_HOST
        value: {{ $.Values.redis.host | quote }}
      - name: SPRING_DATA_REDIS_PORT
        value: {{ $.Values.redis.port | quote }}
      {{- with $.Values.redis.username }}
      - name: SPRING_DATA_REDIS_USERNAME
        value: {{ . | quote }}
      {{- end }}
      - name: SPRING_DATA_REDIS_PASSWORD
        valueFrom:
          secretKeyRef:
            name: {{ $.Values.existingSecret }}
            key: redis-password
      - name: SPRING_DATA_REDIS_SSL_ENABLED
        value: {{ $.Values.redis.tls | quote }}
      - name: SPRING_RABBITMQ_HOST
        value: {{ $.Values.rabbitmq.host | quote }}
      - name: SPRING_RABBITMQ_PORT
        value: {{ $.Values.rabbitmq.port | quote }}
      - name: SPRING_RABBITMQ_VIRTUAL_HOST
        value: {{ $.Values.rabbitmq.virtualHost | quote }}
      - name: SPRING_RABBITMQ_USERNAME
        value: {{ $.Values.rabbitmq.username | quote }}
      - name: SPRING_RABBITMQ_PASSWORD
        valueFrom:
          secretKeyRef:
            name: {{ $.Values.existingSecret }}
            key: rabbitmq-password
      - name: SPRING_RABBITMQ_SSL_ENABLED
        value: {{ $.Values.rabbitmq.tls | quote }}
      - name: MANAGEMENT_SERVER_PORT
        value: "8081"
      - name: MANAGEMENT_SERVER_ADDRESS
        value: 0.0.0.0
      {{- with $.Values.extraEnv }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    ports:
      - name: http
        containerPort: 8080
      - name: management
        containerPort: 8081
    startupProbe:
      httpGet:
        path: /actuator/health/liveness
        port: management
      periodSeconds: 2
      failureThreshold: 60
    livenessProbe:
      httpGet:
        path: /actuator/health/liveness
        port: management
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    readinessProbe:
      httpGet:
        path: /actuator/health/readiness
        port: management
      periodSeconds: 3
      timeoutSeconds: 2
      failureThreshold: 2
    resources:
      {{- toYaml .resources | nindent 6 }}
    volumeMounts:
      - name: tmp
        mountPath: /tmp
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 64Mi
{{- end }}
