from django.urls import path

from reports.views import word

urlpatterns = [path("<int:pk>/word/", word.order, name="order_word")]
