using System.Runtime.InteropServices;
using Debye.Tensors;

namespace Debye.Learning.Recipes.Pdf;

/// <summary>Known curves of a model package: half-precision values, space groups and ids in one safetensors file.</summary>
internal static class PdfLibraryFile
{
    private const string Curves = "curves";
    private const string Groups = "spaceGroups";
    private const string Ids = "ids";

    public static void Write(string path, PdfDataset dataset, int[] rows)
    {
        var values = Array.ConvertAll(dataset.Features(rows).Values.ToArray(), value => (Half)value);
        var tensors = new Dictionary<string, SafeTensor>(StringComparer.Ordinal)
        {
            [Curves] = new SafeTensor("F16", [rows.Length, PdfDataset.Points], MemoryMarshal.AsBytes<Half>(values).ToArray()),
            [Groups] = SafeTensor.From(Array.ConvertAll(rows, row => (long)dataset.SpaceGroups[row]), rows.Length),
        };
        SafeTensors.Write(path, tensors, new Dictionary<string, string>(StringComparer.Ordinal) { [Ids] = string.Join(' ', rows.Select(row => dataset.Ids[row])) });
    }

    /// <summary>Reads the curves.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged or of another form.</exception>
    public static PdfDataset Read(string path)
    {
        try
        {
            var (tensors, metadata) = SafeTensors.Read(File.ReadAllBytes(path).AsMemory());
            return new PdfDataset(metadata[Ids].Split(' '), tensors[Curves].ToSingle(), Array.ConvertAll(tensors[Groups].ToInt64(), value => (int)value));
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or KeyNotFoundException or ArgumentException)
        {
            throw new DataFormatException(path, 0, "the known curves of the package cannot be read: " + problem.Message, problem);
        }
    }
}
