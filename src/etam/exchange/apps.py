from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "etam.exchange"
    label = "exchange"
    verbose_name = "Pertukaran"
