/** Ties the names of components to what draws them; imported once, by the element, so that `NodeView` imports none of them. */
import { Chart } from "./Chart";
import { Button, Checkbox, Input, RadioGroup, Textarea } from "./controls";
import { DatePicker } from "./DatePicker";
import { Basic, Box, Card, Col, Divider, Form, ListView, ListViewItem, Row, Spacer, Transition } from "./layout";
import { register } from "./NodeView";
import { Select } from "./Select";
import { Table, TableCell, TableRow } from "./table";
import { Badge, Caption, IconPart, Image, Label, MarkdownPart, Text, Title } from "./text";

register({
  Badge,
  Basic,
  Box,
  Button,
  Caption,
  Card,
  Chart,
  Checkbox,
  Col,
  DatePicker,
  Divider,
  Form,
  Icon: IconPart,
  Image,
  Input,
  Label,
  ListView,
  ListViewItem,
  Markdown: MarkdownPart,
  RadioGroup,
  Row,
  Select,
  Spacer,
  Table,
  "Table.Cell": TableCell,
  "Table.Row": TableRow,
  Text,
  Textarea,
  Title,
  Transition,
});
