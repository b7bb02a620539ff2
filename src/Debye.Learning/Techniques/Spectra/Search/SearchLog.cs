using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Debye.Learning.Techniques.Spectra.Search;

/// <summary>What has been judged already, one line each, so that a search that was stopped goes on where it was.</summary>
internal sealed class SearchLog : IDisposable
{
    private readonly Dictionary<string, double> _known = new(StringComparer.Ordinal);
    private readonly StreamWriter _writer;
    private readonly Lock _gate = new();

    /// <summary>Opens the log.</summary>
    /// <param name="path">The file; lines of another job or cut short are passed over.</param>
    public SearchLog(string path)
    {
        if (File.Exists(path))
            foreach (var line in File.ReadLines(path))
                Take(line);
        _writer = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    /// <summary>A name for a recipe judged on a split: the same for the same content.</summary>
    public static string KeyOf(string candidate, IReadOnlyList<int> train, IReadOnlyList<int> test, string data)
    {
        var text = $"{candidate}\n{string.Join(',', train)}\n{string.Join(',', test)}\n{data}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The score that is known, or the one that is found now.</summary>
    public double Get(string key, Func<double> judge)
    {
        lock (_gate)
            if (_known.TryGetValue(key, out var known))
                return known;
        var score = judge();
        lock (_gate)
        {
            _known[key] = score;
            _writer.WriteLine(JsonSerializer.Serialize(new Entry(key, double.IsFinite(score) ? score : null), RecipeFiles.JsonLine));
        }

        return score;
    }

    public void Dispose() => _writer.Dispose();

    private void Take(string line)
    {
        try
        {
            if (JsonSerializer.Deserialize<Entry>(line, RecipeFiles.JsonLine) is { Key: { } key } entry)
                _known[key] = entry.Score ?? double.NegativeInfinity;
        }
        catch (JsonException)
        {
            // The last line of a run that was killed may be cut short.
        }
    }

    private sealed record Entry(string? Key, double? Score);
}
