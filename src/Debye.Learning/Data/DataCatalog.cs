using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Debye.Learning.Packages.Hub;

namespace Debye.Learning.Data;

/// <summary>The data sets that Debye knows by name.</summary>
/// <remarks>The list is the text file Data/Resources/catalog.json of this project; docs/data.md tells how to add a set.</remarks>
public sealed partial class DataCatalog
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private DataCatalog(IReadOnlyList<DataSet> sets) => Sets = sets;

    /// <summary>The list that comes with Debye.</summary>
    public static DataCatalog Bundled { get; } = ReadBundled();

    /// <summary>All sets, in the order of the list.</summary>
    public IReadOnlyList<DataSet> Sets { get; }

    /// <summary>Reads a list.</summary>
    /// <param name="json">{ "sets": […] }.</param>
    /// <param name="place">Where it comes from, for messages.</param>
    /// <exception cref="DataFormatException">It is no list of data sets, or one of its entries is not as it must be.</exception>
    public static DataCatalog Parse(ReadOnlySpan<byte> json, string place)
    {
        try
        {
            var list = JsonSerializer.Deserialize<List>(json, Json) ?? throw new DataFormatException(place, 0, "expected a JSON object");
            foreach (var set in list.Sets)
                if (Problem(set) is { } problem)
                    throw new DataFormatException(place, 0, $"{set.Name}: {problem}");
            if (list.Sets.GroupBy(set => set.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new DataFormatException(place, 0, $"{twice.Key} is there twice");
            return new DataCatalog(list.Sets);
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(place, (int)(problem.LineNumber ?? -1) + 1, problem.Message.Split(" Path:")[0], problem);
        }
    }

    /// <summary>The set of a name; null if there is none.</summary>
    public DataSet? Find(string name) => Sets.FirstOrDefault(set => set.Name == name);

    /// <summary>The set of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those there are.</exception>
    public DataSet Require(string name) =>
        Find(name)
        ?? throw new ArgumentException($"There is no data set '{name}'; known are {string.Join(", ", Sets.Select(set => set.Name))}.");

    private static DataCatalog ReadBundled()
    {
        const string Name = "Data/Resources/catalog.json";
        using var stream =
            typeof(DataCatalog).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The list of data sets, {Name}, is not part of the program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Parse(bytes.ToArray(), Name);
    }

    private static string? Problem(DataSet set)
    {
        if (!SetName().IsMatch(set.Name))
            return "expected a name of lower-case letters, digits and hyphens";
        if (set.Files.Count == 0)
            return "has no files";
        if (!set.CanBeFetched && set.ByHand is null)
            return "cannot be fetched and does not say how it is obtained";
        return set.Files.Select(Problem).FirstOrDefault(problem => problem is not null);
    }

    private static string? Problem(DataFile file)
    {
        if (!FileName().IsMatch(file.Name))
            return $"expected a plain file name, got '{file.Name}'";
        if (file.Size <= 0 || !FileDigest.IsHash(file.Sha256, 64))
            return $"{file.Name}: expected a size and a SHA-256 of 64 lower-case hexadecimal digits";
        foreach (var original in file.Originals)
        {
            if (!FileName().IsMatch(original.Name) || original.Addresses.Count == 0)
                return $"{file.Name}: expected originals with a plain file name and an address";
            if (original.Sha256 is { } hash ? !FileDigest.IsHash(hash, 64) || original.Size is not > 0 : original.Size is not null)
                return $"{original.Name}: expected size and SHA-256 together, or none of them";
            if (original.Sha256 is null && file.Converter == DataConverter.None)
                return $"{original.Name}: a file that is not converted needs size and SHA-256";
        }

        return null;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SetName();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();

    private sealed record List
    {
        public required IReadOnlyList<DataSet> Sets { get; init; }
    }
}
