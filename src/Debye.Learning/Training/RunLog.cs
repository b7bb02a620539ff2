using System.Globalization;
using System.Text.Json;

namespace Debye.Learning.Training;

/// <summary>Writes the figures of a training as JSON lines and as a TensorBoard event file; appends when a run is resumed.</summary>
public sealed class RunLog : IDisposable
{
    /// <summary>Name of the file of JSON lines.</summary>
    public const string FileName = "run.jsonl";

    /// <summary>Beginning of the names of event files.</summary>
    public const string EventPrefix = "events.out.";

    private readonly StreamWriter _lines;
    private readonly TensorBoardWriter _events;
    private readonly TimeProvider _clock;

    /// <summary>Opens the log of a run.</summary>
    /// <param name="folder">Folder of the run; created when missing.</param>
    /// <param name="clock">Source of time stamps.</param>
    public RunLog(string folder, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        _clock = clock;
        _lines = new StreamWriter(File.Open(Path.Combine(folder, FileName), FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            AutoFlush = true,
        };
        _events = new TensorBoardWriter(
            Path.Combine(folder, EventPrefix + Invariant($"tfevents.{clock.GetUtcNow().ToUnixTimeSeconds()}.debye")),
            clock
        );
    }

    /// <summary>Records figures at a step.</summary>
    /// <param name="kind">What they are: "train", "validation", "start", "end".</param>
    /// <param name="step">Number of optimiser steps done.</param>
    /// <param name="figures">Name and value; values that are not finite are written as text.</param>
    public void Write(string kind, long step, params ReadOnlySpan<(string Name, double Value)> figures)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteNumber("step", step);
            json.WriteString("time", _clock.GetUtcNow().ToString("O"));
            foreach (var (name, value) in figures)
            {
                if (double.IsFinite(value))
                    json.WriteNumber(name, value);
                else
                    json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
                _events.Scalar($"{kind}/{name}", (float)value, step);
            }

            json.WriteEndObject();
        }

        _lines.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        _events.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _events.Dispose();
    }
}
