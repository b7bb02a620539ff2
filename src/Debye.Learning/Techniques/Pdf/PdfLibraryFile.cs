using Debye.Tensors;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// Library of a model package in one safetensors file: curves in steps of 1/255, whose they are, space groups, ids and crystals.
/// </summary>
internal static class PdfLibraryFile
{
    private const string Curves = "curves";
    private const string Owners = "owners";
    private const string Groups = "spaceGroups";
    private const string Ids = "ids";

    public static void Write(string path, PdfLibrary library)
    {
        var tensors = new Dictionary<string, SafeTensor>(StringComparer.Ordinal)
        {
            [Curves] = new SafeTensor(
                "U8",
                [library.Owners.Count, PdfDataset.Points],
                Array.ConvertAll(library.Values, value => (byte)Math.Round(255 * value))
            ),
            [Owners] = SafeTensor.From([.. library.Owners.Select(owner => (long)owner)], library.Owners.Count),
            [Groups] = SafeTensor.From([.. library.SpaceGroups.Select(number => (long)number)], library.SpaceGroups.Count),
        };
        PdfCrystalTensors.Add(tensors, library.Crystals);
        SafeTensors.Write(path, tensors, new Dictionary<string, string>(StringComparer.Ordinal) { [Ids] = string.Join(' ', library.Ids) });
    }

    /// <summary>Reads a library.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged or of another form.</exception>
    public static PdfLibrary Read(string path)
    {
        try
        {
            var (tensors, metadata) = SafeTensors.Read(File.ReadAllBytes(path).AsMemory());
            var values = Array.ConvertAll(tensors[Curves].ToSingle(), value => value / 255);
            var ids = metadata[Ids].Split(' ');
            int[] groups = Array.ConvertAll(tensors[Groups].ToInt64(), value => (int)value),
                owners = Array.ConvertAll(tensors[Owners].ToInt64(), value => (int)value);
            if (
                groups.Length != ids.Length
                || values.Length != owners.Length * PdfDataset.Points
                || owners.Any(owner => (uint)owner >= (uint)ids.Length)
                || groups.Any(number => number is < 1 or > 230)
            )
                throw new InvalidDataException("curves, crystals and names do not fit together");
            return new PdfLibrary(ids, groups, PdfCrystalTensors.Read(tensors, ids), owners, values);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or KeyNotFoundException or ArgumentException)
        {
            throw new DataFormatException(path, 0, "the known curves of the package cannot be read: " + problem.Message, problem);
        }
    }
}
