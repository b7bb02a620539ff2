using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Debye.Crystals;

/// <summary>Structures as JSON lines, one object a line, plain or gzip-compressed.</summary>
/// <remarks>
/// Keys: id, lattice (3×3 rows a, b, c in Å), species (symbols, with charges where known), frac (one triple per site),
/// sg or spaceGroup (number, optional), occupancy (one number per site, optional; a mixed site repeats its position),
/// uiso (Å², one number per site or {element: value}, optional), uij (Å², U11 U22 U33 U12 U13 U23 per site or null, optional).
/// </remarks>
public static class StructureJsonLines
{
    /// <summary>Reads structures one by one; the file stays open while the sequence is enumerated.</summary>
    /// <param name="path">File name; ".gz" means compressed.</param>
    /// <exception cref="DataFormatException">A line is no structure; names file and line.</exception>
    public static IEnumerable<Structure> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(stream);
        for (var line = 1; NextLine(reader, path, line) is { } text; line++)
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text, path, line);
    }

    /// <summary>Reads one line.</summary>
    /// <exception cref="DataFormatException">The line is no structure.</exception>
    public static Structure Parse(string text, string path, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Convert(document.RootElement);
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or OverflowException
            )
        {
            throw new DataFormatException(path, line, problem is JsonException ? "not a complete JSON object" : problem.Message, problem);
        }
    }

    /// <summary>Writes structures to a file, one a line; the file appears only when complete.</summary>
    /// <param name="path">File name; ".gz" means compressed. An existing file is replaced.</param>
    /// <param name="structures">What to write.</param>
    public static void Write(string path, IEnumerable<Structure> structures)
    {
        ArgumentNullException.ThrowIfNull(structures);
        var temporary = path + ".part";
        using (var file = File.Create(temporary))
        using (
            Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : file
        )
        using (var writer = new StreamWriter(stream))
            foreach (var structure in structures)
                writer.Write(Format(structure) + "\n");
        File.Move(temporary, path, true);
    }

    /// <summary>Writes one structure as one line (no line end).</summary>
    public static string Format(Structure structure)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, structure);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string? NextLine(StreamReader reader, string path, int line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(path, line, "the compressed data are damaged", problem);
        }
    }

    private static Structure Convert(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("expected a JSON object with lattice, species and frac");
        var rows = Required(root, "lattice")
            .EnumerateArray()
            .SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble()))
            .ToArray();
        var symbols = Required(root, "species").EnumerateArray().Select(value => value.GetString() ?? "").ToArray();
        var positions = Required(root, "frac").EnumerateArray().Select(ToPosition).ToArray();
        if (symbols.Length == 0)
            throw new FormatException("the structure has no sites");
        if (symbols.Length != positions.Length)
            throw new FormatException($"{symbols.Length} species but {positions.Length} positions");
        var sites = ImmutableArray.CreateBuilder<Site>(symbols.Length);
        for (var i = 0; i < symbols.Length; i++)
        {
            if (!Species.TryParse(symbols[i], out var species))
                throw new FormatException($"unknown species '{symbols[i]}'");
            var occupancy = PerSite(root, "occupancy", i, species) ?? 1;
            if (occupancy is not (>= 0 and <= 1))
                throw new FormatException(Invariant($"the occupancy {occupancy} is not within 0…1"));
            sites.Add(new Site(species, positions[i], occupancy, PerSite(root, "uiso", i, species), Anisotropic(root, i)));
        }

        return new Structure
        {
            Id = root.TryGetProperty("id", out var id) ? id.ToString() : "",
            Lattice = new Lattice(rows),
            Sites = sites.MoveToImmutable(),
            StatedSpaceGroup = Number(root, "spaceGroup") ?? Number(root, "sg"),
        };
    }

    private static JsonElement Required(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array
            ? value
            : throw new FormatException($"'{key}' is missing or no array");

    private static FractionalPosition ToPosition(JsonElement triple)
    {
        if (triple.GetArrayLength() != 3)
            throw new FormatException("a position needs three coordinates");
        var position = new FractionalPosition(triple[0].GetDouble(), triple[1].GetDouble(), triple[2].GetDouble());
        return double.IsFinite(position.X + position.Y + position.Z) ? position : throw new FormatException("a coordinate is not finite");
    }

    private static double? PerSite(JsonElement root, string key, int index, Species species)
    {
        if (!root.TryGetProperty(key, out var values) || values.ValueKind == JsonValueKind.Null)
            return null;
        if (values.ValueKind == JsonValueKind.Object)
            return values.TryGetProperty(species.Symbol, out var ofElement) ? ofElement.GetDouble() : null;
        if (index >= values.GetArrayLength())
            throw new FormatException($"'{key}' is shorter than the list of species");
        return values[index].ValueKind == JsonValueKind.Null ? null : values[index].GetDouble();
    }

    private static AnisotropicDisplacement? Anisotropic(JsonElement root, int index)
    {
        if (!root.TryGetProperty("uij", out var values) || values.ValueKind != JsonValueKind.Array)
            return null;
        if (index >= values.GetArrayLength() || values[index].ValueKind == JsonValueKind.Null)
            return null;
        var u = values[index].EnumerateArray().Select(value => value.GetDouble()).ToArray();
        if (u.Length != 6)
            throw new FormatException("'uij' needs six numbers a site: U11 U22 U33 U12 U13 U23");
        return new AnisotropicDisplacement(u[0], u[1], u[2], u[3], u[4], u[5]);
    }

    private static int? Number(JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var number =
            value.ValueKind == JsonValueKind.String ? int.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt32();
        return number is >= 1 and <= 230 ? number : throw new FormatException(Invariant($"space group {number} is not within 1…230"));
    }

    private static void Write(Utf8JsonWriter json, Structure structure)
    {
        json.WriteStartObject();
        json.WriteString("id", structure.Id);
        json.WriteStartArray("lattice");
        for (var row = 0; row < 3; row++)
            WriteNumbers(json, structure.Lattice.Rows.Slice(3 * row, 3));
        json.WriteEndArray();
        json.WriteStartArray("species");
        foreach (var site in structure.Sites)
            json.WriteStringValue(site.Species.ToString());
        json.WriteEndArray();
        json.WriteStartArray("frac");
        foreach (var site in structure.Sites)
            WriteNumbers(json, [site.Position.X, site.Position.Y, site.Position.Z]);
        json.WriteEndArray();
        if (structure.StatedSpaceGroup is { } number)
            json.WriteNumber("spaceGroup", number);
        if (structure.Sites.Any(site => site.Occupancy != 1))
        {
            json.WriteStartArray("occupancy");
            foreach (var site in structure.Sites)
                json.WriteNumberValue(site.Occupancy);
            json.WriteEndArray();
        }

        if (structure.Sites.Any(site => site.UisoAngstrom2 is not null))
        {
            json.WriteStartArray("uiso");
            foreach (var site in structure.Sites)
                WriteOptional(json, site.UisoAngstrom2);
            json.WriteEndArray();
        }

        if (structure.Sites.Any(site => site.Uij is not null))
        {
            json.WriteStartArray("uij");
            foreach (var site in structure.Sites)
                if (site.Uij is { } u)
                    WriteNumbers(json, [u.U11, u.U22, u.U33, u.U12, u.U13, u.U23]);
                else
                    json.WriteNullValue();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<double> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, double? value)
    {
        if (value is { } number)
            json.WriteNumberValue(number);
        else
            json.WriteNullValue();
    }
}
