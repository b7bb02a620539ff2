using Debye.Tensors;

namespace Debye.Learning.Packages;

/// <summary>The weights of a network in a model package.</summary>
internal static class WeightFile
{
    /// <summary>Its name.</summary>
    public const string Name = "model.safetensors";

    /// <summary>Reads a package's weights into its network, which is then as in use.</summary>
    /// <exception cref="DataFormatException">The weights are missing, corrupted or those of another network.</exception>
    public static void LoadInto(string folder, Module network, string name = Name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            SafeTensors.LoadInto(SafeTensors.Read(path), network);
            network.Eval();
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or ArgumentException or KeyNotFoundException)
        {
            throw new DataFormatException(path, 0, problem.Message, problem);
        }
    }
}
