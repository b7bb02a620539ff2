using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Debye.Learning.Techniques.Eis;
using Debye.Numerics;

namespace Debye.Learning.Tests.Techniques.Eis;

/// <summary>Small sets of the AutoECM form, made up, so that most tests need no data.</summary>
internal static class EisSamples
{
    /// <summary>Some rows of every class that rows are recovered for.</summary>
    public static AutoEcmRow[] Rows(int perClass)
    {
        var random = new RandomSource(5);
        var rows = new List<AutoEcmRow>();
        foreach (var kind in EisCircuitClass.All.Where(kind => kind.Name != "L-R-RCPE-RCPE-RCPE"))
            for (var i = 0; i < perClass; i++)
            {
                var parameters = ImmutableDictionary.CreateBuilder<string, double>();
                foreach (var name in kind.ListedNames)
                    parameters[name] = Draw(name, ref random);
                rows.Add(new AutoEcmRow($"{kind.Name}{i}", kind.Name, parameters.ToImmutable()));
            }

        return [.. rows];
    }

    /// <summary>A folder with a parameter file and the recipe that learns from it.</summary>
    public static string WriteRecipe(string folder, string recipe, int perClass = 12)
    {
        var lines = Rows(perClass)
            .Select(row => $"{row.Id},{row.Label},1,0,1,\"{JsonSerializer.Serialize(row.Parameters).Replace("\"", "\"\"")}\"");
        WriteGzip(
            Path.Combine(folder, "rows.csv.gz"),
            "id,circuit,in_filtered,image_mismatch_px,usable,params_json\n" + string.Join('\n', lines) + "\n"
        );
        var path = Path.Combine(folder, "own.json");
        File.WriteAllText(path, recipe);
        return path;
    }

    public static void WriteGzip(string path, string text)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static double Draw(string name, ref RandomSource random)
    {
        double Log(double low, double high, ref RandomSource source) => Math.Exp(source.NextDouble(Math.Log(low), Math.Log(high)));
        if (name.EndsWith("_t", StringComparison.Ordinal))
            return random.NextDouble(0.6, 1);
        if (name == "W1_p")
            return random.NextDouble(1.6, 3.3);
        if (name[0] == 'L')
            return Log(1e-8, 1e-6, ref random);
        if (name.Contains('C'))
            return Log(1e-8, 1e-3, ref random);
        return name[0] == 't' ? Log(1e-3, 10, ref random) : Log(1, 1000, ref random);
    }
}
